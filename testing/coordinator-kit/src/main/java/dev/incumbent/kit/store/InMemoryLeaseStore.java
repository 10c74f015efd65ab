package dev.incumbent.kit.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.OutcomeUnknownException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreCapabilities;
import dev.incumbent.store.StoredRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One client's way to {@link MemoryRecords}: honest, unless it is told what to answer next.
 *
 * <p>NOT guaranteed: that anything outlives the process.
 *
 * <p>Threads: safe for use by any thread; a call blocks only while it is told to be slow, or cut.
 */
public final class InMemoryLeaseStore implements LeaseStore {
  /** How a call is answered. */
  public enum Reply {
    /** As it is. */
    HONEST,
    /** A write takes effect, and nobody hears of it. A read is unavailable. */
    LOST,
    /** A write takes no effect now, and nobody hears of that; a read is unavailable. */
    DROPPED,
    /** A write takes effect just before the next call of this client, and nobody hears of it. */
    LATE,
    /** A write is answered with {@code false}, and changes nothing. */
    CONFLICT,
    /** A read tells the record as it was before it was set last. */
    STALE,
    /** Surely nothing happens. */
    UNAVAILABLE
  }

  private static final Duration OWN_TIMEOUT = Duration.ofMillis(300);

  private final MemoryRecords records;
  private final StoreCapabilities capabilities;
  private final ArrayDeque<Reply> replies = new ArrayDeque<>();
  private final ArrayDeque<Runnable> late = new ArrayDeque<>();
  private volatile Optional<CountDownLatch> cut = Optional.empty();
  private volatile Duration delay = Duration.ZERO;
  private volatile Consumer<ElectionName> changed = election -> {};

  /** A way to these records, which are polled every 20 ms, or told of each change. */
  public InMemoryLeaseStore(MemoryRecords records, boolean pushes) {
    this(
        records,
        new StoreCapabilities(
            pushes, Duration.ofMillis(pushes ? 1_000 : 20), Duration.ofMillis(500)));
  }

  public InMemoryLeaseStore(MemoryRecords records, StoreCapabilities capabilities) {
    this.records = records;
    this.capabilities = capabilities;
  }

  /** The next calls are answered so, in that order; those after them as before. */
  public synchronized void reply(Reply... next) {
    replies.addAll(List.of(next));
  }

  /** Whether every reply that was chosen has been given. */
  public synchronized boolean hasReplied() {
    return replies.isEmpty();
  }

  /** From now on each call takes that long. */
  public void slow(Duration each) {
    delay = each;
  }

  /** From now on no call gets through, and each blocks for its own time, until it is mended. */
  public void cut() {
    cut = Optional.of(new CountDownLatch(1));
  }

  /** Calls get through again. */
  public void mend() {
    Optional<CountDownLatch> wire = cut;
    cut = Optional.empty();
    wire.ifPresent(CountDownLatch::countDown);
  }

  @Override
  public StoreCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public String clusterId() {
    return records.clusterId();
  }

  @Override
  public Optional<StoredRecord> read(ElectionName election) {
    return switch (next()) {
      case STALE -> records.readStale(election);
      case HONEST, CONFLICT -> records.read(election);
      case LOST, DROPPED, LATE, UNAVAILABLE -> throw unavailable();
    };
  }

  @Override
  public boolean compareAndSet(ElectionName election, long ifVersion, StoredRecord next) {
    Supplier<Boolean> write = () -> records.set(election, ifVersion, next);
    return switch (nextOfWrite()) {
      case HONEST, STALE -> write.get();
      case LOST -> throw unknown(write.get());
      case DROPPED -> throw unknown(false);
      case LATE -> {
        later(write);
        throw unknown(false);
      }
      case CONFLICT -> false;
      case UNAVAILABLE -> throw unavailable();
    };
  }

  @Override
  public List<ElectionName> list(String prefix, String after, int limit) {
    reach();
    return records.list(prefix, after, limit);
  }

  @Override
  public void onChange(Consumer<ElectionName> hears) {
    if (capabilities.pushes()) {
      Consumer<ElectionName> watcher =
          election -> {
            if (cut.isEmpty()) {
              hears.accept(election);
            }
          };
      records.unwatch(changed);
      changed = watcher;
      records.watch(watcher);
    }
  }

  @Override
  public void close() {
    records.unwatch(changed);
    mend();
  }

  private Reply next() {
    reach();
    return take();
  }

  private Reply nextOfWrite() {
    try {
      reach();
    } catch (UnavailableException e) {
      if (cut.isPresent()) {
        throw unknown(false);
      }
      throw e;
    }
    return take();
  }

  private synchronized Reply take() {
    Reply reply = replies.poll();
    return reply == null ? Reply.HONEST : reply;
  }

  private synchronized void later(Supplier<Boolean> write) {
    late.add(() -> unknown(write.get()));
  }

  private void reach() {
    pause(delay);
    runLate();
    Optional<CountDownLatch> wire = cut;
    if (wire.isPresent() && !isMended(wire.get())) {
      throw unavailable();
    }
    if (records.refuses()) {
      throw unavailable();
    }
  }

  private void runLate() {
    while (true) {
      Optional<Runnable> write = nextLate();
      if (write.isEmpty()) {
        return;
      }
      write.get().run();
    }
  }

  private synchronized Optional<Runnable> nextLate() {
    return Optional.ofNullable(late.poll());
  }

  private static void pause(Duration time) {
    if (!time.isZero()) {
      isMended(new CountDownLatch(1), time);
    }
  }

  private static boolean isMended(CountDownLatch wire) {
    return isMended(wire, OWN_TIMEOUT);
  }

  private static boolean isMended(CountDownLatch wire, Duration time) {
    try {
      return wire.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static UnavailableException unavailable() {
    return new UnavailableException(
        Failure.of(FailureCode.UNAVAILABLE, "the records cannot be reached"));
  }

  /** Whatever became of it. */
  private static OutcomeUnknownException unknown(boolean done) {
    return new OutcomeUnknownException(
        Failure.of(
            FailureCode.OUTCOME_UNKNOWN, "nobody heard whether the write was done: " + done));
  }
}
