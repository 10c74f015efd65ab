package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.coordinator.Contest.Held;
import dev.incumbent.kit.coordinator.Contest.Standing;
import dev.incumbent.kit.coordinator.MemoryBackend.Synced;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One candidate in one election.
 *
 * <p>Threads: {@link #step} and what it calls on the world's thread, which runs no user code; the
 * user's methods by any thread.
 */
final class MemoryCandidacy implements Candidacy {
  final CampaignConfig config;
  private final MemoryCoordinator client;
  private final LeaderTask task;
  private final CompletableFuture<Optional<EndReason>> finished = new CompletableFuture<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Optional<MemoryTerm> term = Optional.empty();
  private volatile Optional<CompletableFuture<Void>> handOver = Optional.empty();
  private volatile Optional<CandidateName> successor = Optional.empty();
  private volatile boolean closing;
  private volatile boolean abandoned;
  private Optional<EndReason> lastEnd = Optional.empty();
  private final Set<GrantId> grants = new HashSet<>();
  private long handOverNanos;
  private boolean released;

  MemoryCandidacy(MemoryCoordinator client, CampaignConfig config, LeaderTask task) {
    this.client = client;
    this.config = config;
    this.task = task;
  }

  boolean isFinished() {
    return done.getCount() == 0;
  }

  /** One turn with what the backend says. */
  void step(Synced synced) {
    String place = MemoryBackend.place(config.election(), config.candidate());
    Optional<Held> held = Optional.ofNullable(synced.held().get(place));
    if (term.isPresent()) {
      stepTerm(term.get(), held, synced);
    } else if (held.filter(h -> closing || !grants.add(h.grant())).isPresent()) {
      release(held.get().token(), EndReason.LOST);
    } else if (closing) {
      leave(synced.queued().contains(place));
    } else if (held.isPresent()) {
      begin(held.get());
    } else if (!synced.queued().contains(place)) {
      stand();
    }
  }

  /** One turn without the backend. */
  void stepAlone() {
    term.ifPresent(
        t -> {
          if (t.leadership.remainingNanos() == 0) {
            t.leadership.stop(Cause.LOST);
            if (t.state() == MemoryTerm.State.RETURNED) {
              over(t, EndReason.LOST);
            }
          }
        });
  }

  private void begin(Held held) {
    MemoryLeadership leadership =
        new MemoryLeadership(client, config.election(), held, client.lease());
    MemoryTerm begun = new MemoryTerm(client, config, task, held, leadership);
    term = Optional.of(begun);
    client.run(begun);
  }

  private void stand() {
    Set<String> fences = new TreeSet<>(config.fences().stream().map(Fence::name).toList());
    boolean stands =
        client
            .backend()
            .campaign(
                config.election(),
                new Standing(
                    client.session(),
                    config.candidate(),
                    config.priority(),
                    fences,
                    config.metadata()),
                config.onlyIfVacant());
    if (!stands) {
      finish();
    }
  }

  private void leave(boolean queued) {
    if (queued) {
      client.backend().leave(config.election(), client.session(), config.candidate());
    }
    finish();
  }

  private void stepTerm(MemoryTerm t, Optional<Held> known, Synced synced) {
    Optional<Held> held = known.filter(h -> h.grant().equals(t.held.grant()));
    boolean lost = (held.isEmpty() && !released) || t.leadership.remainingNanos() == 0;
    if (lost) {
      t.leadership.stop(Cause.LOST);
    }
    held.ifPresent(h -> heed(t, h));
    if (t.state() == MemoryTerm.State.FAILED) {
      release(t.held.token(), EndReason.PROMOTION_FAILED);
      over(t, EndReason.PROMOTION_FAILED);
    } else if (t.state() == MemoryTerm.State.RETURNED) {
      returned(t, held, synced);
    } else if (client.lie().releasesEarly(closing, abandoned)) {
      release(t.held.token(), EndReason.RESIGNED);
      released = true;
    } else if (lost && client.lie() == Lie.CAMPAIGNS_AGAIN_AT_ONCE) {
      over(t, EndReason.LOST);
    }
    if (abandoned && held.isPresent()) {
      t.leadership.freeze();
      client.backend().abandon(config.election(), t.held.token());
    }
  }

  private void release(FencingToken token, EndReason reason) {
    client.backend().release(config.election(), token, reason, Optional.empty());
  }

  private void heed(MemoryTerm t, Held held) {
    if (held.withdrawn().isPresent()) {
      t.leadership.freeze();
      t.leadership.stop(Cause.WITHDRAWN);
    }
    if (held.handOver().isPresent() && successor.isEmpty()) {
      askToHandOver(held.handOver().get());
      t.leadership.stop(Cause.HANDOVER);
    }
  }

  private void returned(MemoryTerm t, Optional<Held> held, Synced synced) {
    if (client.lie() == Lie.HANDS_OVER_BY_A_TIMER && isTooEarlyToHandOver()) {
      return;
    }
    EndReason reason = reason(t, held, synced);
    client.backend().release(config.election(), t.held.token(), reason, successor);
    over(t, reason);
  }

  private boolean isTooEarlyToHandOver() {
    return successor.isPresent()
        && client.backend().world.nanos() - handOverNanos < client.ttlNanos() * 6 / 10;
  }

  private EndReason reason(MemoryTerm t, Optional<Held> held, Synced synced) {
    if (held.isEmpty()) {
      return synced.ends().getOrDefault(t.held.token(), EndReason.LOST);
    }
    if (held.get().withdrawn().isPresent()) {
      return held.get().withdrawn().get();
    }
    if (t.leadership.remainingNanos() == 0) {
      return EndReason.LOST;
    }
    return successor.isPresent() ? EndReason.HANDED_OVER : EndReason.RESIGNED;
  }

  private void over(MemoryTerm t, EndReason reason) {
    boolean byItself = !t.leadership.wasStopped() && reason != EndReason.PROMOTION_FAILED;
    boolean lost = !reason.clean() && reason != EndReason.PROMOTION_FAILED;
    lastEnd = Optional.of(reason);
    t.end(reason, closing);
    term = Optional.empty();
    successor = Optional.empty();
    released = false;
    handOver.ifPresent(stage -> client.callbacks().execute(() -> stage.complete(null)));
    handOver = Optional.empty();
    if (t.thrown().isPresent()) {
      done.countDown();
      client.callbacks().execute(() -> finished.completeExceptionally(t.thrown().orElseThrow()));
    } else if (byItself || closing || (lost && !config.campaignAgainAfterLoss())) {
      finish();
    }
  }

  private void finish() {
    done.countDown();
    Optional<EndReason> last = lastEnd;
    client.callbacks().execute(() -> finished.complete(last));
  }

  private void askToHandOver(CandidateName to) {
    handOverNanos = client.backend().world.nanos();
    successor = Optional.of(to);
  }

  @Override
  public Optional<Leadership> findLeadership() {
    return client.locked(
        () -> term.filter(t -> t.state() == MemoryTerm.State.LEADING).map(t -> t.leadership));
  }

  @Override
  public CompletionStage<Void> handOverAfter(Duration delay, CandidateName successor) {
    Executor later =
        CompletableFuture.delayedExecutor(
            delay.toNanos(), TimeUnit.NANOSECONDS, client.callbacks());
    return CompletableFuture.runAsync(() -> {}, later).thenCompose(now -> handOver(successor));
  }

  /** No check asks for it. */
  @Override
  public CompletionStage<Void> updateMetadata(Bytes metadata) {
    return CompletableFuture.failedFuture(
        Failure.rejected("metadata", metadata.length() + " bytes", "what it campaigned with")
            .toException());
  }

  @Override
  public CompletionStage<Void> handOver(CandidateName to) {
    Optional<MemoryTerm> leading = term;
    if (leading.isEmpty()) {
      return CompletableFuture.failedFuture(
          Failure.of(FailureCode.LEADERSHIP_LOST, "it does not lead").toException());
    }
    boolean known = client.wire.call(() -> client.backend().isQueued(config.election(), to));
    CompletableFuture<Void> stage = new CompletableFuture<>();
    if (known) {
      handOver = Optional.of(stage);
      askToHandOver(to);
    } else {
      Failure unknown = Failure.of(FailureCode.NOT_FOUND, "nobody of that name waits: " + to);
      stage.completeExceptionally(unknown.toException());
    }
    if (known || client.lie() == Lie.STOPS_FOR_AN_UNKNOWN_SUCCESSOR) {
      leading.get().leadership.stop(Cause.HANDOVER);
    }
    return stage;
  }

  @Override
  public CompletionStage<Optional<EndReason>> finished() {
    return finished.minimalCompletionStage();
  }

  @Override
  public void close() {
    closing = true;
    Optional<MemoryTerm> current = term;
    current.ifPresent(t -> t.leadership.stop(Cause.CLOSING));
    if (current.filter(MemoryTerm::isOwnThread).isPresent()
        && client.lie() != Lie.WAITS_FOR_ITSELF) {
      return;
    }
    long bound =
        config
            .drainBound()
            .map(d -> d.toNanos())
            .orElseGet(
                () -> current.map(t -> t.leadership.remainingNanos()).orElse(client.ttlNanos()));
    try {
      if (!done.await(bound, TimeUnit.NANOSECONDS)) {
        abandoned = true;
        if (client.lie() == Lie.INTERRUPTS) {
          current.ifPresent(MemoryTerm::interrupt);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
