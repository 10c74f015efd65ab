package dev.incumbent.coordinator;

import dev.incumbent.session.SessionId;
import java.util.List;

/**
 * What one writer wants to make of a record, in one step.
 *
 * @param randomHigh with {@code randomLow} it names the write, and makes the grant ids of it
 * @param floor every token that it grants is larger: the largest that the writer has seen (S-1)
 * @param mayGrant whether the writer's candidate may be granted the election if it is its turn
 * @param decided what the writer decided by its own clock, in the record's next term ({@link
 *     RecordState#nextTerm})
 * @param rejoins candidates of the writer's session that stand, and that the record lost
 * @param asked what the writer's session asks for: numbered operations, or its close
 */
public record RecordEntry(
    Writer writer,
    long randomHigh,
    long randomLow,
    long floor,
    boolean mayGrant,
    List<Command> decided,
    List<Operation.Campaign> rejoins,
    List<Command> asked) {
  public RecordEntry {
    decided = List.copyOf(decided);
    rejoins = List.copyOf(rejoins);
    asked = List.copyOf(asked);
  }

  /**
   * Whose session writes.
   *
   * @param client who it is, for people
   * @param atMillis its wall clock, for people only
   */
  public record Writer(SessionId session, long ttlMillis, String client, long atMillis) {}
}
