package dev.incumbent.client;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Leadership;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A candidacy as its user holds it, and the thread on which it claims and leads.
 *
 * <p>Guarantees: C-1, C-2, C-4. One thread, named {@code incumbent-ELECTION-CANDIDATE}, runs all
 * its terms one after the other; it exists only while there is something to run.
 *
 * <p>Threads: the user's methods by any thread, the others by the protocol thread.
 */
final class ClientCandidacy implements Candidacy {
  private static final long IDLE_MILLIS = 500;
  private static final Duration MAX_DELAY = Duration.ofDays(365);

  private final Term.Surroundings around;
  private final Calls calls;
  private final CompletableFuture<Optional<EndReason>> finished = new CompletableFuture<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private final ThreadPoolExecutor thread;
  private volatile Optional<Thread> current = Optional.empty();
  private volatile Optional<Term> term = Optional.empty();

  ClientCandidacy(String name, Term.Surroundings around, Calls calls) {
    this.around = around;
    this.calls = calls;
    this.thread =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> Daemon.thread("incumbent-" + name, work));
  }

  /** Begins a term. */
  void promote(Term begun) {
    term = Optional.of(begun);
    thread.execute(
        () -> {
          current = Optional.of(Thread.currentThread());
          try {
            begun.run();
          } finally {
            current = Optional.empty();
          }
        });
  }

  /** The term under way, or the last one. */
  Optional<Term> term() {
    return term;
  }

  /** Whoever waits for it to close waits no longer. */
  void leaveReturns() {
    left.countDown();
  }

  /** It is over. */
  void finish(ClientAction.Finished end) {
    left.countDown();
    thread.shutdown();
    Optional<Throwable> thrown = term.flatMap(Term::thrown);
    calls
        .callbacks()
        .execute(
            () -> {
              if (thrown.isPresent()) {
                finished.completeExceptionally(thrown.get());
              } else if (end.failure().isPresent()) {
                finished.completeExceptionally(end.failure().get().toException());
              } else {
                finished.complete(end.last());
              }
            });
  }

  /** Whether the calling thread is the one that runs its work. */
  boolean isOwnThread() {
    return current.filter(t -> t == Thread.currentThread()).isPresent();
  }

  @Override
  public Optional<Leadership> findLeadership() {
    return term.filter(Term::leads).map(Term::leadership);
  }

  @Override
  public CompletionStage<Void> handOver(CandidateName successor) {
    return handOverAfter(Duration.ZERO, successor);
  }

  @Override
  public CompletionStage<Void> handOverAfter(Duration delay, CandidateName successor) {
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException(
          "delay "
              + delay.toMillis()
              + " ms is out of range: allowed 0 to "
              + MAX_DELAY.toMillis()
              + " ms");
    }
    return calls
        .change(
            call -> new ClientEvent.HandOver(call, around.candidacy(), successor, delay.toNanos()))
        .thenAccept(noted -> {});
  }

  @Override
  public CompletionStage<Void> updateMetadata(Bytes metadata) {
    return calls
        .change(call -> new ClientEvent.UpdateMetadata(call, around.candidacy(), metadata))
        .thenAccept(done -> {});
  }

  @Override
  public CompletionStage<Optional<EndReason>> finished() {
    return finished.minimalCompletionStage();
  }

  /**
   * As the interface says; called by the work itself it does not wait, or it would wait for ever.
   */
  @Override
  public void close() {
    around.tell().accept(new ClientEvent.Leave(around.candidacy()));
    if (!isOwnThread()) {
      Waits.quietly(left);
    }
  }
}
