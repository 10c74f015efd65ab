package dev.incumbent.client;

import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.Observation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.RejectedException;
import dev.incumbent.session.client.ClientAction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the coordinator can do for this client, and who is told when that changes; at most {@value
 * #MAX_OBSERVERS}.
 *
 * <p>Threads: {@link #changed} by the protocol thread, the rest by any thread.
 */
final class Reachability {
  private static final int MAX_OBSERVERS = 1_000;
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  /** A state, and since when. */
  private record Known(CoordinatorHealth.State state, long sinceNanos, String why) {}

  private final ConcurrentSkipListMap<Long, Latest<Optional<Known>>> observers =
      new ConcurrentSkipListMap<>();
  private final AtomicLong last = new AtomicLong();
  private final Clocks clocks;
  private final SlowCallbacks slow;
  private volatile Known known;

  Reachability(Clocks clocks, SlowCallbacks slow) {
    this.clocks = clocks;
    this.slow = slow;
    known =
        new Known(CoordinatorHealth.State.UNREACHABLE, clocks.nanos(), "no node is connected yet");
  }

  CoordinatorHealth now() {
    return health(known);
  }

  void changed(ClientAction.Availability action) {
    known = new Known(action.state(), clocks.nanos(), action.why());
    observers.values().forEach(it -> it.set(Optional.of(known)));
  }

  /**
   * Begins to tell.
   *
   * @throws RejectedException beyond the bound
   */
  Observation observe(Consumer<CoordinatorHealth> observer) {
    if (observers.size() >= MAX_OBSERVERS) {
      throw new RejectedException(
          Failure.rejected(
              "observation", (observers.size() + 1) + " of health", "up to " + MAX_OBSERVERS));
    }
    long id = last.incrementAndGet();
    Latest<Optional<Known>> latest =
        new Latest<>(
            "incumbent-health-" + id,
            Optional.empty(),
            it -> it.ifPresent(newest -> tell(observer, newest)));
    observers.put(id, latest);
    latest.set(Optional.of(known));
    return () -> {
      observers.remove(id);
      latest.end();
      latest.awaitCall();
    };
  }

  private void tell(Consumer<CoordinatorHealth> observer, Known newest) {
    long running = slow.begin("health observer " + observer.getClass().getName());
    try {
      observer.accept(health(newest));
    } catch (Throwable t) {
      LOG.log(Level.ERROR, "health observer " + observer.getClass().getName() + " threw", t);
    } finally {
      slow.end(running);
    }
  }

  private CoordinatorHealth health(Known it) {
    long since = Math.max(0, clocks.nanos() - it.sinceNanos());
    return new CoordinatorHealth(it.state(), Duration.ofNanos(since), it.why());
  }
}
