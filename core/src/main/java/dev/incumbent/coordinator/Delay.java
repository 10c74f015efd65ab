package dev.incumbent.coordinator;

import dev.incumbent.election.ElectionName;
import java.util.Comparator;
import java.util.Optional;

/**
 * A time that has to pass before something is allowed again. The state says only that it has not
 * passed: the Raft leader counts it on its own monotonic clock, from the moment at which it applied
 * its beginning, anew and in full from ready in each later term, and says by {@link
 * Command.Elapsed} that it has passed. So it is never shorter than it says, whatever happens to the
 * coordinator meanwhile, and {@code apply} reads no clock.
 *
 * @param election whose it is; empty for a hold-off, which is the cluster's
 * @param token of the leadership whose end began it; 0 for a hold-off
 */
public record Delay(Kind kind, Optional<ElectionName> election, long token)
    implements Comparable<Delay> {
  private static final Comparator<Delay> ORDER =
      Comparator.comparing(Delay::kind)
          .thenComparing(delay -> delay.election().map(ElectionName::value).orElse(""))
          .thenComparingLong(Delay::token);

  /** What waits for it. */
  public enum Kind {
    /** Every grant, since the cluster was restored: one maximum TTL. */
    HOLD_OFF(1),
    /** The next grant of an election after an unconfirmed end: its holder's lock delay. */
    LOCK(2),
    /** One of the raises of an election's floor that count: one hour. */
    RAISE(3);

    private final int wireNumber;

    Kind(int wireNumber) {
      this.wireNumber = wireNumber;
    }

    /** The number by which the log knows this kind. */
    public int wireNumber() {
      return wireNumber;
    }

    /**
     * The kind with that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind ofWireNumber(int number) {
      for (Kind kind : values()) {
        if (kind.wireNumber == number) {
          return kind;
        }
      }
      throw new IllegalArgumentException("delay kind " + number + " is unknown");
    }
  }

  /** A delay that has begun, and how long it lasts. */
  public record Running(Delay delay, long millis) {}

  static Delay holdOff() {
    return new Delay(Kind.HOLD_OFF, Optional.empty(), 0);
  }

  static Delay lock(ElectionName election, long token) {
    return new Delay(Kind.LOCK, Optional.of(election), token);
  }

  static Delay raise(ElectionName election, long token) {
    return new Delay(Kind.RAISE, Optional.of(election), token);
  }

  @Override
  public int compareTo(Delay other) {
    return ORDER.compare(this, other);
  }
}
