package dev.incumbent.history;

import java.util.List;
import java.util.Optional;

/**
 * One thing that was seen happening. Times are readings of one machine's monotonic clock in
 * nanoseconds, which all its processes share; they are stamped by the process that names itself, or
 * by a collector that it asks for the time before a call and tells after it.
 */
public sealed interface HistoryEvent {
  /** The coordinator granted an election: told by an observer, in log order. */
  record Granted(String election, long position, long token, String grant, String candidate)
      implements HistoryEvent {}

  /** The coordinator ended a leadership: told by an observer, in log order. */
  record Ended(
      String election, long position, long token, String grant, String reason, long seenNanos)
      implements HistoryEvent {}

  /** A candidate's fence was claimed: the claim was committed before {@code atNanos}. */
  record Claimed(String process, String storage, String election, long token, long atNanos)
      implements HistoryEvent {}

  /** A candidate's work began. */
  record Elected(String process, String election, long token, long atNanos)
      implements HistoryEvent {}

  /** A candidate saw that its leadership must stop. */
  record StopSeen(String process, String election, long token, long atNanos)
      implements HistoryEvent {}

  /** A candidate's work returned: nothing of it runs any more. */
  record WorkReturned(String process, String election, long token, long atNanos)
      implements HistoryEvent {}

  /** A candidate was told that its leadership ended. */
  record EndTold(String process, String election, long token, long atNanos)
      implements HistoryEvent {}

  /**
   * A process tried to write.
   *
   * @param value unique among all writes
   * @param position the place in its own order that the storage answered with; empty if it gave
   *     none
   */
  record Write(
      String process,
      String storage,
      String election,
      long token,
      String value,
      long callNanos,
      long returnNanos,
      Outcome outcome,
      Optional<Long> position)
      implements HistoryEvent {}

  /** A storage's own record of an effect, in its commit order, read at the very end. */
  record Committed(String storage, String election, long position, long token, String value)
      implements HistoryEvent {}

  /**
   * A read.
   *
   * @param linearizable it was presented as linearizable
   */
  record Read(
      String process,
      String storage,
      long callNanos,
      long returnNanos,
      boolean linearizable,
      long position)
      implements HistoryEvent {}

  /**
   * A process used a register: a key that it and others read and write, with values that nobody
   * writes twice.
   *
   * @param expected of a comparison, the value that is to be replaced; empty for none
   * @param value what was read or was to be written; empty for none
   * @param outcome {@code REFUSED} for a comparison that found another value, and for a write that
   *     surely was not applied
   */
  record RegisterUse(
      String process,
      String register,
      Action action,
      String expected,
      String value,
      long callNanos,
      long returnNanos,
      Outcome outcome)
      implements HistoryEvent {
    /** What was done; each read is one that was presented as linearizable. */
    public enum Action {
      READ,
      WRITE,
      COMPARE_AND_SET
    }
  }

  /**
   * A leadership called itself valid at some instant between the two readings.
   *
   * @param exclusive it is {@code AFTER_LEASE}: no two of its election may be valid at one time
   */
  record Valid(
      String process,
      String election,
      long token,
      boolean exclusive,
      long callNanos,
      long returnNanos)
      implements HistoryEvent {}

  /**
   * An observer of all elections was told something, in the order in which it was told.
   *
   * @param resync it was told the state as of that position, instead of one event
   * @param index and {@code ordinal}: the position in the order of all events
   * @param what the event; empty for a resync
   */
  record Observed(String observer, boolean resync, long index, int ordinal, String what)
      implements HistoryEvent {}

  /** A node of the coordinator said which Raft term it is in, and whether it leads it. */
  record RaftTerm(String node, long term, boolean leads) implements HistoryEvent {}

  /**
   * Everything was whole from {@code atNanos} on: an operation that begins later must succeed
   * within the bound.
   */
  record Healed(long atNanos, long boundNanos) implements HistoryEvent {}

  /** A process started; {@code process} names this incarnation only. */
  record Started(String process, long atNanos) implements HistoryEvent {}

  /** A process was killed, after the reading {@code atNanos}. */
  record Killed(String process, long atNanos) implements HistoryEvent {}

  /** A process stood still: between the two readings it sent nothing. */
  record Stopped(String process, long fromNanos, long toNanos) implements HistoryEvent {}

  /**
   * A command that a candidate ran while it led: all its processes together, from their first sign
   * of life to their last.
   *
   * @param exclusive no two of its election may run at one time
   * @param leaseNanos the longest time for which its leadership may be valid after its candidate
   *     sent something for the last time
   */
  record Ran(
      String process,
      String election,
      long token,
      boolean exclusive,
      long leaseNanos,
      long firstNanos,
      long lastNanos)
      implements HistoryEvent {}

  /**
   * A stretch of time in which no majority of the coordinator's nodes ran: from after the kill
   * until before the restart.
   *
   * @param leaseNanos the longest time for which a leadership granted before it may be valid within
   *     it
   */
  record NoQuorum(long fromNanos, long toNanos, long leaseNanos) implements HistoryEvent {}

  /** A fault was injected. {@code evidence} is empty if it cannot be shown to have happened. */
  record Fault(String kind, String target, String evidence) implements HistoryEvent {}

  /**
   * Something that may cost leaderships was done: from before it until its effects are over.
   *
   * @param whose the names of the candidates whose leaderships it may cost, or {@code *} for all
   */
  record Disturbed(String what, List<String> whose, long fromNanos, long toNanos)
      implements HistoryEvent {
    public Disturbed {
      whose = List.copyOf(whose);
    }
  }

  /** A candidate's process, or a node, told nothing between the two readings, as it else does. */
  record Silent(String who, long fromNanos, long toNanos) implements HistoryEvent {}

  /** A hand-over was asked for, not before the reading. */
  record HandoverAsked(String election, long atNanos) implements HistoryEvent {}

  /** How a write ended, as its caller knows it. */
  enum Outcome {
    /** Acknowledged. */
    OK,
    /** Surely not applied. */
    REFUSED,
    /** Applied once or not at all. */
    UNKNOWN
  }
}
