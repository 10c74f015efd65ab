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
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.coordinator.Contest.Held;
import dev.incumbent.kit.coordinator.MemoryBackend.Synced;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

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
  private final MemoryHandOver handOver;
  private final MemoryStanding standing;
  private volatile boolean closing;
  private volatile boolean abandoned;
  private Optional<EndReason> lastEnd = Optional.empty();
  private final Set<GrantId> grants = new HashSet<>();
  private boolean released;

  MemoryCandidacy(MemoryCoordinator client, CampaignConfig config, LeaderTask task) {
    this.client = client;
    this.config = config;
    this.task = task;
    handOver = new MemoryHandOver(client, config.election());
    standing = new MemoryStanding(client, config);
  }

  /** One turn of what it sees by itself. */
  void look() {
    standing.look();
    term.ifPresent(MemoryTerm::look);
  }

  boolean isBeingChecked() {
    return standing.isBeingChecked();
  }

  boolean isFinished() {
    return done.getCount() == 0;
  }

  /** One turn with what the backend says. */
  void step(Synced synced) {
    String place = MemoryBackend.place(config.election(), config.candidate());
    Optional<Held> held = Optional.ofNullable(synced.held().get(place));
    boolean queued = synced.queued().contains(place);
    if (term.isPresent()) {
      stepTerm(term.get(), held, synced);
    } else if (held.filter(h -> closing || !grants.add(h.grant())).isPresent()) {
      release(held.get().token(), EndReason.LOST);
    } else if (closing) {
      leave(queued);
    } else if (!standing.mayStand()) {
      standAside(held, queued);
    } else if (held.isPresent()) {
      begin(held.get());
    } else if (!queued) {
      stand();
    } else {
      standing.takeBack();
    }
  }

  private void standAside(Optional<Held> held, boolean queued) {
    held.ifPresent(h -> release(h.token(), EndReason.RESIGNED));
    if (queued) {
      standing.leave();
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
    if (!standing.enter()) {
      finish();
    }
  }

  private void leave(boolean queued) {
    if (queued) {
      standing.leave();
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
      giveUp(t);
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

  private void giveUp(MemoryTerm t) {
    FencingToken token = t.held.token();
    if (t.refused().isPresent()) {
      client.backend().raiseFloor(config.election(), token, t.refused().getAsLong());
    } else {
      release(token, EndReason.PROMOTION_FAILED);
    }
    over(t, EndReason.PROMOTION_FAILED);
  }

  private void release(FencingToken token, EndReason reason) {
    client.backend().release(config.election(), token, reason, Optional.empty());
  }

  private void heed(MemoryTerm t, Held held) {
    if (held.withdrawn().isPresent()) {
      t.leadership.freeze();
      t.leadership.stop(Cause.WITHDRAWN);
    }
    boolean leads = t.state() == MemoryTerm.State.LEADING;
    if (!standing.isFit() && client.lie() != Lie.KEEPS_AN_UNHEALTHY_LEADER) {
      t.leadership.stop(Cause.UNHEALTHY);
    }
    if (leads
        && config.maxTenure().filter(t::hasLedFor).isPresent()
        && client.lie() != Lie.IGNORES_TENURES) {
      t.leadership.stop(Cause.HANDOVER);
    }
    if (leads && handOver.isDue(held)) {
      t.leadership.stop(Cause.HANDOVER);
    }
  }

  private void returned(MemoryTerm t, Optional<Held> held, Synced synced) {
    if (handOver.waitsForATimer()) {
      return;
    }
    EndReason reason = reason(t, held, synced);
    client.backend().release(config.election(), t.held.token(), reason, handOver.successor());
    over(t, reason);
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
    if (t.leadership.wasStoppedFor(Cause.UNHEALTHY)) {
      return EndReason.UNHEALTHY;
    }
    return handOver.successor().isPresent() ? EndReason.HANDED_OVER : EndReason.RESIGNED;
  }

  private void over(MemoryTerm t, EndReason reason) {
    boolean byItself = !t.leadership.wasStopped() && reason != EndReason.PROMOTION_FAILED;
    boolean lost = !reason.clean() && reason != EndReason.PROMOTION_FAILED;
    lastEnd = Optional.of(reason);
    t.end(reason, closing);
    term = Optional.empty();
    released = false;
    handOver.end(reason.clean());
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

  @Override
  public Optional<Leadership> findLeadership() {
    return client.locked(
        () -> term.filter(t -> t.state() == MemoryTerm.State.LEADING).map(t -> t.leadership));
  }

  @Override
  public CompletionStage<Void> handOver(CandidateName to) {
    return handOverAfter(Duration.ZERO, to);
  }

  @Override
  public CompletionStage<Void> handOverAfter(Duration delay, CandidateName to) {
    boolean leads = term.isPresent();
    if (leads) {
      return handOver.wish(to, delay);
    }
    return client.lie() == Lie.HANDS_OVER_NOTHING
        ? CompletableFuture.runAsync(() -> {}, client.callbacks())
        : CompletableFuture.failedFuture(
            Failure.of(FailureCode.LEADERSHIP_LOST, "it does not lead").toException());
  }

  @Override
  public CompletionStage<Void> updateMetadata(Bytes other) {
    return standing.update(other);
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
    if (!client.backend().world.comesTrue(bound, this::isFinished)) {
      abandoned = true;
      if (client.lie() == Lie.INTERRUPTS) {
        current.ifPresent(MemoryTerm::interrupt);
      }
    }
  }
}
