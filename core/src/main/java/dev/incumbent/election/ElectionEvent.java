package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * What an observer of an election is told.
 *
 * @param position its place in the order of all events: strictly growing, without promise of being
 *     dense
 * @param token the leadership it is about; empty for {@code JOINED}, {@code LEFT} and {@code
 *     UPDATED}
 * @param reason why a leadership ended or was withdrawn; empty otherwise
 * @param metadata what the candidate shows, for {@code JOINED}, {@code GRANTED} and {@code
 *     UPDATED}; empty otherwise
 */
public record ElectionEvent(
    Position position,
    ElectionName election,
    Kind kind,
    CandidateName candidate,
    SessionId session,
    Optional<FencingToken> token,
    Optional<GrantId> grant,
    Optional<EndReason> reason,
    Bytes metadata) {

  /** The log index of the entry, and the event's ordinal within that entry, from 0. */
  public record Position(long index, int ordinal) implements Comparable<Position> {
    @Override
    public int compareTo(Position other) {
      int byIndex = Long.compare(index, other.index);
      return byIndex != 0 ? byIndex : Integer.compare(ordinal, other.ordinal);
    }
  }

  /** What happened. */
  public enum Kind {
    /** A candidate entered the queue. */
    JOINED(1),
    /** A candidate left the queue without being granted. */
    LEFT(2),
    /** A candidate was granted the election. */
    GRANTED(3),
    /** The holder reported that it claimed every fence. */
    PROMOTED(4),
    /** The leadership was withdrawn: it will end. */
    WITHDRAWN(5),
    /** The leadership ended. */
    ENDED(6),
    /** A candidate that waits or leads is shown with other metadata from now on. */
    UPDATED(7);

    private final int wireNumber;

    Kind(int wireNumber) {
      this.wireNumber = wireNumber;
    }

    /** The number by which the wire knows this kind. */
    public int wireNumber() {
      return wireNumber;
    }

    /**
     * The kind with that wire number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind ofWireNumber(int number) {
      for (Kind kind : values()) {
        if (kind.wireNumber == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("election event kind " + number + " is unknown");
    }
  }
}
