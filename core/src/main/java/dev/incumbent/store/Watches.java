package dev.incumbent.store;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Delay;
import dev.incumbent.coordinator.RecordState;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What a record says that has to last for some time, counted by one's own clock alone.
 *
 * <p>Guarantees (S-2): a lease is over when the holder's beat has not changed for its whole time to
 * live, counted from when the answer arrived by which this process first read that beat. The write
 * that it belongs to had taken effect by then, and the renewal that it acknowledges had been sent
 * before. So a process that begins to look waits for a full one, whatever the record says. A
 * withdrawal, and each delay, is counted alike.
 */
final class Watches {
  /** What does not change while its holder is silent. */
  private record Beat(SessionId session, long beat) {}

  /** What does not change while an election is vacant and open. */
  private record Vacancy(long lastToken) {}

  private final Since<Beat> lease = new Since<>();
  private final Since<Long> withdrawal = new Since<>();
  private final Since<Vacancy> vacancy = new Since<>();
  private final TreeMap<Delay, Long> delays = new TreeMap<>();

  /** Sees a record as it was read, or written, now. */
  void see(RecordState state, long nanos) {
    lease.see(state.lease().map(it -> new Beat(it.session(), it.beat())), nanos);
    withdrawal.see(state.withdrawn().map(StateView.Withdrawn::withdrawnIndex), nanos);
    vacancy.see(
        state.isOpen() ? Optional.of(new Vacancy(state.lastToken())) : Optional.empty(), nanos);
    List<Delay> running = state.delays().stream().map(Delay.Running::delay).toList();
    delays.keySet().retainAll(running);
    running.forEach(delay -> delays.putIfAbsent(delay, nanos));
  }

  /** When the holder's lease is over. */
  OptionalLong leaseEnd(RecordState state) {
    return after(lease.since(), state.lease().map(RecordState.Lease::ttlMillis));
  }

  private OptionalLong withdrawalEnd(RecordState state) {
    return after(withdrawal.since(), state.withdrawn().map(StateView.Withdrawn::ttlMillis));
  }

  /** When the holder's leadership can be ended without its word; never, if that is one's own. */
  private OptionalLong holdEnd(RecordState state, SessionId own) {
    boolean isOwn = state.lease().filter(it -> it.session().equals(own)).isPresent();
    LongStream ends =
        LongStream.concat(
            isOwn ? LongStream.empty() : leaseEnd(state).stream(), withdrawalEnd(state).stream());
    return ends.reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** Since when somebody could have been granted the election; may lie ahead. */
  OptionalLong openSince(RecordState state, SessionId own) {
    if (state.isOpen()) {
      return vacancy.since();
    }
    return state.isOpenOnceVacant() ? holdEnd(state, own) : OptionalLong.empty();
  }

  /** The next time at which {@link #decided} says something more. */
  OptionalLong next(RecordState state, SessionId own) {
    LongStream.Builder times = LongStream.builder();
    holdEnd(state, own).ifPresent(times::add);
    for (Delay.Running delay : state.delays()) {
      delayEnd(delay).ifPresent(times::add);
    }
    return times.build().reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** What has lasted long enough now, as commands of the record's next write. */
  List<Command> decided(RecordState state, SessionId own, long nanos) {
    List<Command> decided = new ArrayList<>();
    long term = state.nextTerm();
    Optional<RecordState.Lease> held = state.lease().filter(it -> !it.session().equals(own));
    if (held.isPresent() && isOver(leaseEnd(state), nanos)) {
      decided.add(new Command.ExpireSession(held.get().session(), term));
    }
    if (isOver(withdrawalEnd(state), nanos)) {
      StateView.Withdrawn it = state.withdrawn().orElseThrow();
      decided.add(new Command.EndLeadership(it.election(), it.token(), it.reason(), term));
    }
    for (Delay.Running delay : state.delays()) {
      if (isOver(delayEnd(delay), nanos)) {
        decided.add(new Command.Elapsed(delay.delay(), term));
      }
    }
    return decided;
  }

  private OptionalLong delayEnd(Delay.Running running) {
    Long since = delays.get(running.delay());
    return since == null
        ? OptionalLong.empty()
        : OptionalLong.of(since + running.millis() * 1_000_000);
  }

  private static OptionalLong after(OptionalLong since, Optional<Long> millis) {
    return since.isPresent() && millis.isPresent()
        ? OptionalLong.of(since.getAsLong() + millis.get() * 1_000_000)
        : OptionalLong.empty();
  }

  private static boolean isOver(OptionalLong end, long nanos) {
    return end.isPresent() && end.getAsLong() - nanos <= 0;
  }
}
