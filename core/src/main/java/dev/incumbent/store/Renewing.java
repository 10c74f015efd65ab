package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The renewals of the client's session that are not acknowledged yet.
 *
 * <p>Guarantees: lease rule 1, as it reads for records. A renewal is acknowledged only after, in
 * each election that the session held when it arrived, or may have come to hold by a write that was
 * under way, a write that began after it had arrived has taken effect (or it is known that the
 * session does not hold it). Where the session holds nothing, the storage must have answered a call
 * that began after the renewal had arrived: so the client learns that it is cut off.
 *
 * <p>What arrives while a round of writes is under way waits for the next round.
 */
final class Renewing {
  private static final long RETRY_NANOS = 100_000_000;

  private record Renewal(long number, long stamp, boolean opens) {}

  private final Desk desk;
  private final Calls calls;
  private final Tracks tracks;
  private final ArrayDeque<Renewal> waiting = new ArrayDeque<>();
  private final TreeSet<ElectionName> heldUpBy = new TreeSet<>();
  private Optional<OwnSession> session = Optional.empty();
  private OptionalLong round = OptionalLong.empty();
  private boolean asking;
  private OptionalLong askAtNanos = OptionalLong.empty();

  Renewing(Desk desk, Calls calls, Tracks tracks) {
    this.desk = desk;
    this.calls = calls;
    this.tracks = tracks;
  }

  /** From now on it is this session that is renewed. */
  void begin(Optional<OwnSession> newSession) {
    session = newSession;
    waiting.clear();
    heldUpBy.clear();
    round = OptionalLong.empty();
    askAtNanos = OptionalLong.empty();
  }

  void arrived(long number, boolean opens) {
    waiting.removeIf(it -> it.number() == number);
    waiting.add(new Renewal(number, desk.stamp(), opens));
  }

  OptionalLong wakeAt() {
    return asking ? OptionalLong.empty() : askAtNanos;
  }

  /** These tracks were looked at: acknowledges what can be, and begins the next round. */
  void settle(List<Track> looked) {
    if (round.isPresent()) {
      long stamp = round.getAsLong();
      looked.stream().filter(it -> !it.holdsUp(stamp)).forEach(it -> heldUpBy.remove(it.name()));
      finish(stamp);
    }
    if (round.isEmpty() && !waiting.isEmpty()) {
      begin(waiting.getLast().stamp());
    }
    askIfDue();
  }

  private void begin(long stamp) {
    round = OptionalLong.of(stamp);
    for (Track track : tracks.all()) {
      if (track.holdsUp(stamp)) {
        heldUpBy.add(track.name());
        tracks.at(track.name()).part().ifPresent(it -> it.renew(stamp));
      }
    }
    finish(stamp);
  }

  private void finish(long stamp) {
    if (!heldUpBy.isEmpty() || calls.answeredStamp() < stamp) {
      return;
    }
    round = OptionalLong.empty();
    askAtNanos = OptionalLong.empty();
    while (!waiting.isEmpty() && waiting.getFirst().stamp() <= stamp) {
      Renewal renewal = waiting.removeFirst();
      session.ifPresent(it -> acknowledge(it, renewal));
    }
  }

  private static void acknowledge(OwnSession session, Renewal renewal) {
    session.send(
        renewal.opens()
            ? new ServerMessage.Opened(
                session.id(), renewal.number(), session.ttlMillis(), session.change())
            : new ServerMessage.Renewed(session.id(), renewal.number(), session.change()));
  }

  /** Asks the storage anything, to see that it answers. */
  private void askIfDue() {
    boolean unanswered = round.isPresent() && calls.answeredStamp() < round.getAsLong();
    if (unanswered && heldUpBy.isEmpty() && askAtNanos.isEmpty()) {
      askAtNanos = OptionalLong.of(desk.nanos());
    }
    if (asking || askAtNanos.isEmpty() || askAtNanos.getAsLong() - desk.nanos() > 0) {
      return;
    }
    asking = true;
    askAtNanos = OptionalLong.empty();
    calls.list("", "", 1, new Asking());
  }

  /** The question that is not answered yet. */
  private final class Asking implements Calls.Listing {
    @Override
    public void listed(List<ElectionName> names) {
      asking = false;
    }

    @Override
    public void failed(Failure failure) {
      asking = false;
      refuseOpens(failure);
      askAtNanos = OptionalLong.of(desk.nanos() + RETRY_NANOS);
    }
  }

  private void refuseOpens(Failure failure) {
    session.ifPresent(
        it -> {
          if (waiting.removeIf(Renewal::opens)) {
            it.send(new ServerMessage.OpenRefused(it.id(), failure));
          }
        });
    if (waiting.isEmpty()) {
      round = OptionalLong.empty();
    }
  }
}
