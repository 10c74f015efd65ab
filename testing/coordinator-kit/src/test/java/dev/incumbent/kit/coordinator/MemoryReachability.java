package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.CoordinatorHealth.State;
import dev.incumbent.election.Observation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What the coordinator can do for one client, and who is told. Threads: safe for any. */
final class MemoryReachability {
  private final World world;
  private final Lie lie;
  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private State state = State.UNREACHABLE;
  private long sinceNanos;

  MemoryReachability(World world, Lie lie) {
    this.world = world;
    this.lie = lie;
    this.sinceNanos = world.nanos();
  }

  synchronized void set(State now) {
    boolean hidden =
        (lie == Lie.CLAIMS_TO_BE_AVAILABLE && now != State.CLOSED && state == State.AVAILABLE)
            || state == State.CLOSED;
    if (now != state && !hidden) {
      state = now;
      sinceNanos = world.nanos();
      if (now != State.CLOSED || lie != Lie.TELLS_NOBODY_THAT_IT_CLOSED) {
        observers.forEach(observer -> observer.tell(health()));
      }
    }
  }

  synchronized CoordinatorHealth health() {
    Duration since = Duration.ofNanos(world.nanos() - sinceNanos);
    String why = state == State.AVAILABLE ? "" : state.toString();
    return new CoordinatorHealth(state, since, why);
  }

  synchronized Observation observe(Consumer<CoordinatorHealth> told) {
    Observer observer = new Observer(told);
    observers.add(observer);
    observer.tell(health());
    return () -> {
      observers.remove(observer);
      observer.closed = true;
    };
  }

  private static final class Observer {
    private final Consumer<CoordinatorHealth> told;
    private final Executor thread = Daemons.single("memory-health");
    private volatile boolean closed;

    Observer(Consumer<CoordinatorHealth> told) {
      this.told = told;
    }

    void tell(CoordinatorHealth health) {
      thread.execute(
          () -> {
            if (!closed) {
              told.accept(health);
            }
          });
    }
  }
}
