package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Observation;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** C-2, C-3 and C-4: whose threads run the user's code, and what it can do to others. */
abstract class CallbackChecks extends EndChecks {
  private static final Duration SHORT_DRAIN = Duration.ofMillis(200);

  /** Another thread that calls the API must get through while the callback waits for it. */
  @Test
  public final void c2_noLockIsHeldWhileTheWorkRuns() throws Exception {
    Coordinator client = client("one");
    CompletableFuture<Void> probed = new CompletableFuture<>();
    campaign(client, contender("probing", l -> probe(client, l, probed)));
    answer("the probe", probed);
  }

  @Test
  public final void c2_noLockIsHeldWhileTheEndIsTold() throws Exception {
    Coordinator client = client("one");
    CompletableFuture<Void> probed = new CompletableFuture<>();
    LeaderTask task =
        new LeaderTask() {
          @Override
          public void lead(Leadership leadership) {}

          @Override
          public void ended(Leadership leadership, EndReason reason) {
            probe(client, leadership, probed);
          }
        };
    campaign(client, configOf("a"), task);
    answer("the probe", probed);
  }

  @Test
  public final void c2_noLockIsHeldWhileAFenceIsClaimed() throws Exception {
    Coordinator client = client("one");
    CompletableFuture<Void> probed = new CompletableFuture<>();
    RecordingFence fence =
        new RecordingFence("fence", journal, claim -> probeOf(probed, () -> useApi(client)));
    campaign(client, contender("fenced"), config -> config.fencedBy(fence));
    answer("the probe", probed);
  }

  @Test
  public final void c2_noLockIsHeldWhileAnObserverIsTold() throws Exception {
    Coordinator client = client("one");
    CompletableFuture<Void> probed = new CompletableFuture<>();
    ElectionObserver observer =
        new ElectionObserver() {
          @Override
          public void resync(ElectionEvent.Position at, List<ElectionView> views) {}

          @Override
          public void event(ElectionEvent event) {
            probeOf(probed, () -> useApi(client));
          }
        };
    Observation observation = client.elections().observe(List.of(election()), observer);
    lead(client("two"), contender("observed"));
    answer("the probe", probed);
    answer("the end of the observation", begin(observation::close));
  }

  @Test
  public final void c2_workMayCloseItsOwnCandidacy() throws Exception {
    Coordinator client = client("one");
    CompletableFuture<Candidacy> own = new CompletableFuture<>();
    Contender who = contender("closing itself", l -> own.get(30, TimeUnit.SECONDS).close());
    own.complete(campaign(client, who));
    assertThat(answer("its candidacy", own.join().finished())).isPresent();
    assertThat(awaitEnd(who, 1).reason().clean()).isTrue();
  }

  @Test
  public final void c2_stopSignalQueuesBehindNoCallback() throws Exception {
    Gate stuck = gate();
    Coordinator client = client("one");
    Contender blocking = contender("blocking");
    Candidacy first = campaign(client, blocking);
    awaitLead(blocking, 1).stopSignal().asStage().thenAccept(cause -> stuck.passStubbornly());
    Contender other = contender("other");
    Candidacy second = campaign(client, elsewhere("other"), other, config -> {});
    Leadership held = awaitLead(other, 1);
    CompletableFuture<Boolean> closing = begin(first::close);
    until("its callback is stuck", stuck::isReached);
    CompletableFuture<Boolean> closingOther = begin(second::close);
    until("the other is told to stop", () -> held.stopSignal().cause().isPresent());
    answer("the closing of the other", closingOther);
    stuck.open();
    answer("the closing", closing);
  }

  @Test
  public final void c3_stuckWorkHurtsNobodyElse() throws Exception {
    Gate stuck = gate();
    Coordinator client = client("one");
    lead(client, contender("stuck", l -> stuck.passStubbornly()));
    Contender other = contender("other");
    Candidacy candidacy = campaign(client, elsewhere("other"), other, config -> {});
    awaitLead(other, 1);
    answer("the closing of the other", begin(candidacy::close));
    assertThat(awaitEnd(other, 1).reason().clean()).isTrue();
  }

  @Test
  public final void c3_throwingWorkHurtsNobodyElse() throws Exception {
    Coordinator client = client("one");
    Contender other = contender("other");
    campaign(client, elsewhere("other"), other, config -> {});
    Leadership held = awaitLead(other, 1);
    Contender throwing =
        contender(
            "throwing",
            l -> {
              throw new AssertionError("not even an exception");
            });
    campaign(client, throwing);
    awaitEnd(throwing, 1);
    held.requireValid();
    lead(client, contender("next"));
    assertThat(held.stopSignal().cause()).isEmpty();
  }

  @Test
  public final void c3_stuckEndHurtsNobodyElse() throws Exception {
    Gate stuck = gate();
    Coordinator client = client("one");
    LeaderTask task =
        new LeaderTask() {
          @Override
          public void lead(Leadership leadership) {}

          @Override
          public void ended(Leadership leadership, EndReason reason) {
            stuck.passStubbornly();
          }
        };
    campaign(client, configOf("a"), task);
    until("its end is stuck", stuck::isReached);
    lead(client, contender("next"));
  }

  @Test
  public final void c4_neverInterruptsTheWork() throws Exception {
    Gate stuck = gate();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Contender who =
        contender(
            "stuck",
            l -> {
              try {
                stuck.pass();
                interrupted.complete(Thread.interrupted());
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    Candidacy candidacy = campaign(client("one"), who, config -> config.drainBound(SHORT_DRAIN));
    awaitLead(who, 1);
    answer("the closing of work that overruns its bound", begin(candidacy::close));
    giveTheChance(interrupted::isDone);
    stuck.open();
    assertThat(answer("the work", interrupted)).as("interrupted").isFalse();
  }

  private void probe(Coordinator client, Leadership held, CompletableFuture<Void> probed) {
    probeOf(
        probed,
        () -> {
          held.remaining();
          held.stopSignal().cause();
          useApi(client);
        });
  }

  private void useApi(Coordinator client) throws Exception {
    answer("a read", client.elections().find(election(), Freshness.LINEARIZABLE));
    Contender other = contender("of the probe");
    Candidacy candidacy = campaign(client, elsewhere("probe"), other, config -> {});
    candidacy.findLeadership();
    candidacy.close();
  }

  /** Waits, in the callback, for another thread; only so can it be seen what the callback holds. */
  private void probeOf(CompletableFuture<Void> probed, Step use) {
    CompletableFuture<Boolean> through = begin(use);
    if (comesTrue(under().patience().dividedBy(2), through::isDone)) {
      CompletableFuture<Boolean> unused = through.whenComplete((done, t) -> tell(probed, t));
    } else {
      probed.completeExceptionally(new AssertionError("another thread did not get through"));
    }
  }

  private static void tell(CompletableFuture<Void> probed, @Nullable Throwable failure) {
    if (failure == null) {
      probed.complete(null);
    } else {
      probed.completeExceptionally(failure);
    }
  }
}
