package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Whether the storage answers, and who is told (S-10). The client takes its own node for one that
 * leads while it does: each time that it answers again begins a new term, in which the client
 * attaches and renews at once.
 *
 * <p>It is taken to be out of reach when calls have failed for a while and none was answered. If
 * nobody calls it, it is asked once in a while.
 */
final class Contact {
  private static final long PATIENCE_NANOS = 250_000_000;
  private static final long IDLE_NANOS = 1_000_000_000;
  private static final long RETRY_NANOS = 200_000_000;

  private final Desk desk;
  private final Calls calls;
  private final NodeSelf self;
  private final TreeSet<Long> connections = new TreeSet<>();
  private OptionalLong failingSinceNanos = OptionalLong.empty();
  private OptionalLong askAtNanos = OptionalLong.empty();
  private boolean asking;
  private boolean lost;
  private long term = 1;

  Contact(Desk desk, Calls calls, NodeSelf self) {
    this.desk = desk;
    this.calls = calls;
    this.self = self;
  }

  /** It is welcome: from now on it is told. */
  void greeted(long connection) {
    connections.add(connection);
    askAtNanos = OptionalLong.of(desk.nanos() + (lost ? RETRY_NANOS : IDLE_NANOS));
    tell(connection);
  }

  void disconnected(long connection) {
    connections.remove(connection);
    if (connections.isEmpty()) {
      askAtNanos = OptionalLong.empty();
    }
  }

  /** A call was answered. */
  void answered() {
    failingSinceNanos = OptionalLong.empty();
    askIn(IDLE_NANOS);
    if (lost) {
      term++;
    }
    turn(false);
  }

  /** A call failed. */
  void failed(Failure failure) {
    askIn(RETRY_NANOS);
    if (failingSinceNanos.isEmpty()) {
      failingSinceNanos = OptionalLong.of(desk.nanos());
    } else if (desk.nanos() - failingSinceNanos.getAsLong() >= PATIENCE_NANOS) {
      desk.outOfReach(Optional.of(failure.message()));
      turn(true);
    }
  }

  private void turn(boolean nowLost) {
    if (!nowLost) {
      desk.outOfReach(Optional.empty());
    }
    if (lost != nowLost) {
      lost = nowLost;
      connections.forEach(this::tell);
    }
  }

  private void tell(long connection) {
    Optional<String> leader = lost ? Optional.empty() : Optional.of(self.label());
    desk.send(connection, new ServerMessage.Leader(term, !lost, leader));
  }

  private void askIn(long nanos) {
    if (!connections.isEmpty()) {
      askAtNanos = OptionalLong.of(desk.nanos() + nanos);
    }
  }

  OptionalLong wakeAt() {
    return asking ? OptionalLong.empty() : askAtNanos;
  }

  /** Asks anything, if nothing was asked for long. */
  void settle() {
    if (asking || askAtNanos.isEmpty() || askAtNanos.getAsLong() - desk.nanos() > 0) {
      return;
    }
    asking = true;
    calls.list(
        "",
        "",
        1,
        new Calls.Listing() {
          @Override
          public void listed(List<ElectionName> names) {
            asking = false;
          }

          @Override
          public void failed(Failure failure) {
            asking = false;
          }
        });
  }

  /** What is answered while nothing can be changed. */
  static Failure unavailable(Optional<String> outOfReach, String message) {
    return outOfReach
        .map(why -> Failure.of(FailureCode.NO_QUORUM, "the storage is out of reach: " + why))
        .orElseGet(() -> Failure.of(FailureCode.UNAVAILABLE, message));
  }
}
