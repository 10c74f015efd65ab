package dev.incumbent.client.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreCapabilities;
import dev.incumbent.store.StoredRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Each call takes a while, whoever interrupts it, as in a driver's native code. */
final class SlowLeaseStore implements LeaseStore {
  private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final LeaseStore store;
  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch called = new CountDownLatch(1);

  SlowLeaseStore(LeaseStore store) {
    this.store = store;
  }

  /** Waits for the first call. */
  void awaitCall() throws InterruptedException {
    called.await();
  }

  int underWay() {
    return underWay.get();
  }

  private <T> T slowly(Supplier<T> call) {
    underWay.incrementAndGet();
    called.countDown();
    long end = System.nanoTime() + CALL_NANOS;
    while (end - System.nanoTime() > 0) {
      boolean unused = Thread.interrupted();
      LockSupport.parkNanos(end - System.nanoTime());
    }
    try {
      return call.get();
    } finally {
      underWay.decrementAndGet();
    }
  }

  @Override
  public StoreCapabilities capabilities() {
    return store.capabilities();
  }

  @Override
  public String clusterId() {
    return slowly(store::clusterId);
  }

  @Override
  public Optional<StoredRecord> read(ElectionName election) {
    return slowly(() -> store.read(election));
  }

  @Override
  public boolean compareAndSet(ElectionName election, long ifVersion, StoredRecord next) {
    return slowly(() -> store.compareAndSet(election, ifVersion, next));
  }

  @Override
  public List<ElectionName> list(String prefix, String after, int limit) {
    return slowly(() -> store.list(prefix, after, limit));
  }

  @Override
  public void onChange(Consumer<ElectionName> changed) {
    store.onChange(changed);
  }

  @Override
  public void close() {
    store.close();
  }
}
