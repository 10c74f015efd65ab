package dev.incumbent.client.store;

import dev.incumbent.client.Clocks;
import dev.incumbent.client.Daemon;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.store.StoreEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The store's blocking calls, on {@value #THREADS} threads: each answered once, in time or by being
 * given up. A call that had not begun by then surely did nothing; one that had may do it yet.
 *
 * <p>Bound: {@value #MAX_WAITING} calls wait; more are {@code UNAVAILABLE}. A store that hangs
 * forever keeps its threads, and no more.
 *
 * <p>Threads: for the node's thread, which it never blocks.
 */
final class StoreCalls {
  private static final int THREADS = 8;
  private static final int MAX_WAITING = 4_096;
  private static final Duration MIN_TIME = Duration.ofMillis(100);
  private static final Duration MAX_TIME = Duration.ofSeconds(5);

  /** A lease has room for some of them. */
  private static final int CALLS_A_LEASE = 4;

  /**
   * A call that was not given up.
   *
   * @param taken it has begun, or was given up before it could
   * @param answered its answer was told
   */
  private record Open(
      long call, long lateNanos, boolean writes, AtomicBoolean taken, AtomicBoolean answered) {}

  private final Clocks clocks;
  private final long timeNanos;
  private final Consumer<StoreEvent> tell;
  private final ThreadPoolExecutor threads;
  private final TreeMap<Long, Open> open = new TreeMap<>();

  StoreCalls(Clocks clocks, Duration ttl, Consumer<StoreEvent> tell) {
    this.clocks = clocks;
    this.tell = tell;
    Duration share = ttl.dividedBy(CALLS_A_LEASE);
    Duration most = share.compareTo(MAX_TIME) > 0 ? MAX_TIME : share;
    timeNanos = (most.compareTo(MIN_TIME) < 0 ? MIN_TIME : most).toNanos();
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            work -> Daemon.thread("incumbent-store-call", work));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Begins a call that changes nothing. */
  void read(long call, Supplier<? extends StoreEvent> store) {
    begin(call, false, store);
  }

  /** Begins a call that changes something. */
  void write(long call, Supplier<? extends StoreEvent> store) {
    begin(call, true, store);
  }

  private void begin(long call, boolean writes, Supplier<? extends StoreEvent> store) {
    Open opened =
        new Open(
            call, clocks.nanos() + timeNanos, writes, new AtomicBoolean(), new AtomicBoolean());
    open.put(call, opened);
    try {
      threads.execute(() -> run(opened, store));
    } catch (RejectedExecutionException e) {
      opened.answered().set(true);
      tell.accept(failed(opened, FailureCode.UNAVAILABLE, "too many calls of the store wait"));
    }
  }

  private void run(Open opened, Supplier<? extends StoreEvent> store) {
    if (!opened.taken().compareAndSet(false, true)) {
      return;
    }
    StoreEvent answer;
    try {
      answer = store.get();
    } catch (IncumbentException e) {
      boolean surelyNot = !opened.writes() || e.code() == FailureCode.UNAVAILABLE;
      answer =
          failed(
              opened,
              surelyNot ? FailureCode.UNAVAILABLE : FailureCode.OUTCOME_UNKNOWN,
              e.failure().message());
    } catch (RuntimeException | Error e) {
      answer =
          failed(
              opened,
              opened.writes() ? FailureCode.OUTCOME_UNKNOWN : FailureCode.UNAVAILABLE,
              "the store threw " + e);
    }
    opened.answered().set(true);
    tell.accept(answer);
  }

  /** When the next call is to be given up, if it is not answered before. */
  OptionalLong nextLateNanos() {
    while (!open.isEmpty() && open.firstEntry().getValue().answered().get()) {
      open.pollFirstEntry();
    }
    return open.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(open.firstEntry().getValue().lateNanos());
  }

  /** Gives up what was not answered in time. An answer that comes later is not heard. */
  void giveUpLate() {
    List<Open> late = new ArrayList<>();
    for (Open one : open.values()) {
      if (one.lateNanos() - clocks.nanos() > 0) {
        break;
      }
      late.add(one);
    }
    late.forEach(one -> open.remove(one.call()));
    late.removeIf(one -> one.answered().get());
    for (Open one : late) {
      boolean begun = !one.taken().compareAndSet(false, true);
      tell.accept(
          failed(
              one,
              begun && one.writes() ? FailureCode.OUTCOME_UNKNOWN : FailureCode.UNAVAILABLE,
              "the store did not answer within " + timeNanos / 1_000_000 + " ms"));
    }
  }

  private static StoreEvent failed(Open opened, FailureCode code, String message) {
    return new StoreEvent.Failed(opened.call(), Failure.of(code, message));
  }

  void close() {
    threads.shutdownNow();
  }

  /** Waits for the calls that were under way at {@link #close}. */
  void awaitEnd() throws InterruptedException {
    threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }
}
