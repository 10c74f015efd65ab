package dev.incumbent.client;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * The calls that users wait for, from the call to its answer.
 *
 * <p>C-2: futures complete on callback threads, never on the protocol thread, because what users
 * hang on them runs where they complete. Threads: safe for use by any thread.
 */
final class Calls {
  private static final int CALLBACK_THREADS = 8;
  private static final long IDLE_MILLIS = 2_000;

  private final TreeMap<Long, CompletableFuture<OperationResult>> changes = new TreeMap<>();
  private final TreeMap<Long, CompletableFuture<ServerMessage.ReadAnswer>> reads = new TreeMap<>();
  private final AtomicLong lastCall = new AtomicLong();
  private final Executor callbacks;
  private final Consumer<ClientEvent> tell;
  private boolean closed;

  Calls(String label, Consumer<ClientEvent> tell) {
    this(callbackThreads(label), tell);
  }

  /**
   * @param callbacks where futures complete
   */
  Calls(Executor callbacks, Consumer<ClientEvent> tell) {
    this.callbacks = callbacks;
    this.tell = tell;
  }

  private static Executor callbackThreads(String label) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            CALLBACK_THREADS,
            CALLBACK_THREADS,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> Daemon.thread("incumbent-callback-" + label, work));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Where users' continuations run. */
  Executor callbacks() {
    return callbacks;
  }

  CompletableFuture<OperationResult> change(LongFunction<ClientEvent> event) {
    return begin(changes, event);
  }

  CompletableFuture<ServerMessage.ReadAnswer> read(LongFunction<ClientEvent> event) {
    return begin(reads, event);
  }

  void answered(long call, OperationResult result) {
    CompletableFuture<OperationResult> future = remove(changes, call);
    callbacks.execute(() -> future.complete(result));
  }

  void answered(long call, ServerMessage.ReadAnswer answer) {
    CompletableFuture<ServerMessage.ReadAnswer> future = remove(reads, call);
    callbacks.execute(() -> future.complete(answer));
  }

  void failed(long call, Failure failure) {
    fail(remove(changes, call), failure);
    fail(remove(reads, call), failure);
  }

  /** Nothing is answered any more: fails what is left, and what is still asked for. */
  void close() {
    List<CompletableFuture<?>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(changes.values());
      left.addAll(reads.values());
      changes.clear();
      reads.clear();
    }
    left.forEach(future -> fail(future, closedFailure()));
  }

  static Failure closedFailure() {
    return Failure.of(FailureCode.UNAVAILABLE, "the client is closed");
  }

  private <T> CompletableFuture<T> begin(
      Map<Long, CompletableFuture<T>> pending, LongFunction<ClientEvent> event) {
    long call = lastCall.incrementAndGet();
    CompletableFuture<T> future = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(closedFailure().toException());
      }
      pending.put(call, future);
    }
    tell.accept(event.apply(call));
    return future;
  }

  /** The call's future, or one that nobody waits for. */
  private synchronized <T> CompletableFuture<T> remove(
      Map<Long, CompletableFuture<T>> pending, long call) {
    CompletableFuture<T> future = pending.remove(call);
    return future == null ? new CompletableFuture<>() : future;
  }

  private void fail(CompletableFuture<?> future, Failure failure) {
    callbacks.execute(() -> future.completeExceptionally(failure.toException()));
  }
}
