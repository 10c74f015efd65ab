package dev.incumbent.store;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Supplier;

/**
 * A client's way to the storage of a {@link StoreWorld}: half of a call's time in each direction.
 */
final class StoreWire implements StoreAction.Cases {
  /** What becomes of a call. */
  enum Fate {
    /** It is done and answered. */
    DONE,
    /** It is done, and nobody hears of it. */
    LOST,
    /** It is not done, and nobody hears of that. */
    DROPPED,
    /** It is done 500 ms later, and nobody hears of it. */
    LATE,
    /** Surely nothing is done. */
    UNAVAILABLE,
    /** A read tells what was there before the last write. */
    STALE
  }

  private static final long LATE_NANOS = 500 * StoreWorld.MILLI;

  private final StoreWorld world;
  private final StoreClient client;
  private final ArrayDeque<Fate> fates = new ArrayDeque<>();
  private long callMillis = 1;

  StoreWire(StoreWorld world, StoreClient client) {
    this.world = world;
    this.client = client;
  }

  void fate(Fate... next) {
    fates.addAll(List.of(next));
  }

  void callsTake(long millis) {
    callMillis = millis;
  }

  @Override
  public void send(StoreAction.Send action) {
    client.hear(action.message());
  }

  @Override
  public void identify(StoreAction.Identify action) {
    answer(world.nowNanos(), new StoreEvent.Identified(action.call(), "cluster"));
  }

  @Override
  public void read(StoreAction.Read action) {
    long call = action.call();
    Failure unheard = Failure.of(FailureCode.UNAVAILABLE, "no answer");
    call(
        new StoreEvent.Failed(call, unheard),
        () -> new StoreEvent.Read(call, world.stored(action.election())),
        () -> new StoreEvent.Read(call, world.storedBefore(action.election())));
  }

  @Override
  public void compareAndSet(StoreAction.CompareAndSet action) {
    long call = action.call();
    Failure unheard = Failure.of(FailureCode.OUTCOME_UNKNOWN, "no answer");
    Supplier<StoreEvent> write = () -> new StoreEvent.WasSet(call, world.set(action));
    call(new StoreEvent.Failed(call, unheard), write, write);
  }

  @Override
  public void list(StoreAction.ListNames action) {
    boolean away = world.isAway();
    long call = action.call();
    StoreEvent answer =
        away
            ? new StoreEvent.Failed(call, refused())
            : new StoreEvent.Listed(call, world.names().stream().limit(action.limit()).toList());
    answer(world.nowNanos() + callMillis * StoreWorld.MILLI, answer);
  }

  @Override
  public void log(StoreAction.Log action) {
    // Nobody reads it.
  }

  private void call(
      StoreEvent.Failed unheard, Supplier<StoreEvent> done, Supplier<StoreEvent> stale) {
    Fate fate = fates.isEmpty() ? Fate.DONE : fates.poll();
    long half = callMillis * StoreWorld.MILLI / 2;
    world.at(
        world.nowNanos() + half,
        () -> answer(world.nowNanos() + half, arrive(fate, unheard, done, stale)));
  }

  private StoreEvent arrive(
      Fate fate, StoreEvent.Failed unheard, Supplier<StoreEvent> done, Supplier<StoreEvent> stale) {
    if (world.isAway()) {
      return new StoreEvent.Failed(unheard.call(), refused());
    }
    return switch (fate) {
      case DONE -> done.get();
      case STALE -> stale.get();
      case LOST -> {
        StoreEvent lost = done.get();
        yield new StoreEvent.Failed(
            unheard.call(), Failure.of(unheard.failure().code(), "unheard: " + lost));
      }
      case LATE -> {
        world.at(world.nowNanos() + LATE_NANOS, () -> client.unheard(done.get()));
        yield unheard;
      }
      case DROPPED -> unheard;
      case UNAVAILABLE -> new StoreEvent.Failed(unheard.call(), refused());
    };
  }

  private static Failure refused() {
    return Failure.of(FailureCode.UNAVAILABLE, "refused");
  }

  private void answer(long nanos, StoreEvent event) {
    world.at(Math.max(nanos, world.nowNanos() + 1), () -> client.on(event));
  }
}
