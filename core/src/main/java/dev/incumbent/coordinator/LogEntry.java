package dev.incumbent.coordinator;

import java.util.List;

/**
 * One entry of the replicated log: a batch of commands applied one after the other, all or none.
 *
 * <p>The two random numbers are drawn by the leader that submits it. They name the entry (a node
 * recognises its own by them) and are the only source of randomness of the state machine: grant ids
 * are made from them, so that a history continued from an old copy makes other grant ids (S-1).
 *
 * @param submittedAtMillis the leader's wall clock, for people only: nothing is decided by it
 */
public record LogEntry(
    long randomHigh, long randomLow, long submittedAtMillis, List<Command> commands) {
  /** The most commands in one entry. */
  public static final int MAX_COMMANDS = 4_096;

  public LogEntry {
    commands = List.copyOf(commands);
  }
}
