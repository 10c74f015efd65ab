package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.NodeReport;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClusterCoordinatorTest {
  private static final ElectionName ELECTION = new ElectionName("orders");
  private static final CandidateName CANDIDATE = new CandidateName("a");

  private final ScriptedNode node = new ScriptedNode();
  private final Coordinator coordinator = connect(Duration.ofSeconds(2));
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

  private Coordinator connect(Duration ttl) {
    return Coordinators.connect(
        "incumbent://" + node.address(),
        new ClientConfig(LeaseTimings.ofTtl(ttl), "test", Optional.of(Duration.ofSeconds(2))));
  }

  @AfterEach
  void close() {
    coordinator.close();
    node.close();
  }

  private static CampaignConfig.Builder config() {
    return CampaignConfig.of(ELECTION, CANDIDATE);
  }

  /** A task that leads until it is told to stop, and notes what it is told. */
  private final class UntilStopped implements LeaderTask {
    final CountDownLatch leads = new CountDownLatch(1);
    final CompletableFuture<Leadership> leadership = new CompletableFuture<>();

    @Override
    public void lead(Leadership held) throws InterruptedException {
      told.add("lead " + held.token());
      leadership.complete(held);
      leads.countDown();
      held.stopSignal().await();
      told.add("stop " + held.stopSignal().cause().orElseThrow());
    }

    @Override
    public void ended(Leadership held, EndReason reason) {
      told.add("ended " + held.token() + " " + reason);
    }
  }

  private static Fence fence(String name, Consumer<Claim> claims) {
    return new Fence() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void claim(Claim claim) {
        claims.accept(claim);
      }
    };
  }

  @Test
  void c1_leadsAndEndsOnceInOrder() throws Exception {
    UntilStopped task = new UntilStopped();
    Candidacy candidacy = coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    assertThat(candidacy.findLeadership().orElseThrow().token().value()).isEqualTo(1);

    candidacy.close();
    candidacy.close();

    Await.until("it was told the end", () -> told.size() == 3);
    assertThat(told).containsExactly("lead 1", "stop CLOSING", "ended 1 RESIGNED");
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.RESIGNED);
    assertThat(candidacy.findLeadership()).isEmpty();
  }

  @Test
  void c2_runsTheWorkOnAThreadOfTheCandidacys() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();

    coordinator.campaign(
        config().build(), held -> thread.complete(Thread.currentThread().getName()));

    assertThat(Await.answer(thread)).isEqualTo("incumbent-orders-a");
  }

  @Test
  void s4_claimsItsOwnAndThePredecessorsFencesBeforeItLeads() throws Exception {
    node.addFenceToClaim("old");
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencedBy(
                fence("own", claim -> told.add("claim own " + claim.token())),
                fence("old", claim -> told.add("claim old " + claim.token())))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("claim old 1", "claim own 1", "lead 1");
    assertThat(node.requested(Operation.ReportPromoted.class)).isNotEmpty();
  }

  @Test
  void s4_aFenceThatItCannotClaimFailsThePromotion() {
    node.addFenceToClaim("unknown");

    coordinator.campaign(config().build(), new UntilStopped());

    Await.until("it gave up twice", () -> node.requested(Operation.Release.class).size() >= 2);
    assertThat(node.requested(Operation.Release.class))
        .allMatch(release -> release.reason() == EndReason.PROMOTION_FAILED);
    assertThat(told).isEmpty();
  }

  @Test
  void aThrowingClaimFailsThePromotionAndTheNextMayLead() throws Exception {
    AtomicInteger claims = new AtomicInteger();
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencedBy(
                fence(
                    "db",
                    claim -> {
                      if (claims.incrementAndGet() == 1) {
                        throw new IllegalStateException("the database is away");
                      }
                    }))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("lead 2");
  }

  @Test
  void c3_stuckWorkDelaysNoRenewalAndNoOtherCandidacy() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    coordinator.campaign(
        config().build(),
        held -> {
          stuck.countDown();
          let.await();
        });
    Await.until(stuck);
    int renewals = node.received(ClientMessage.Renew.class).size();
    UntilStopped other = new UntilStopped();

    coordinator.campaign(CampaignConfig.of(new ElectionName("other"), CANDIDATE).build(), other);

    Await.until(other.leads);
    Await.until(
        "renewals go on", () -> node.received(ClientMessage.Renew.class).size() >= renewals + 5);
    let.countDown();
  }

  @Test
  void c1_throwingWorkIsReleasedAndFinishesWithIt() {
    Candidacy candidacy =
        coordinator.campaign(
            config().build(),
            new LeaderTask() {
              @Override
              public void lead(Leadership held) throws Exception {
                throw new java.io.IOException("no disk");
              }

              @Override
              public void ended(Leadership held, EndReason reason) {
                told.add("ended " + reason);
              }
            });

    assertThatThrownBy(() -> Await.answer(candidacy.finished()))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no disk");
    Await.until("it was told the end", () -> told.contains("ended RESIGNED"));
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
  }

  @Test
  void s7_expiresByItselfAndStopsTheWork() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    Leadership held = task.leadership.join();
    assertThat(held.remaining()).isPositive();
    held.requireValid();

    node.acknowledge(false);

    Await.until("no time is left", () -> held.remaining().isZero());
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.LOST);
    assertThatThrownBy(held::requireValid).isInstanceOf(LeadershipLostException.class);
    assertThatThrownBy(() -> held.call(() -> 1)).isInstanceOf(LeadershipLostException.class);
    node.acknowledge(true);
    // The node went on granting meanwhile: grants without a lease were given back unserved.
    Await.until("the next leads", () -> told.size() == 4);
    assertThat(held.remaining()).isZero();
    assertThat(told).startsWith("lead 1", "stop LOST", "ended 1 LOST");
    assertThat(told).last().asString().matches("lead ([2-9]|1[0-9])[0-9]*");
    assertThat(node.requested(Operation.Release.class).get(0).reason()).isEqualTo(EndReason.LOST);
  }

  @Test
  void s5_releasesOnlyAfterTheCallsInFlightHaveReturned() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    UntilStopped task = new UntilStopped();
    Candidacy candidacy =
        coordinator.campaign(config().drainBound(Duration.ofSeconds(60)).build(), task);
    Await.until(task.leads);
    Leadership held = task.leadership.join();
    CompletableFuture<Integer> call =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return held.call(
                    () -> {
                      inside.countDown();
                      let.await();
                      return 7;
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Await.until(inside);

    CompletableFuture<Void> closing = CompletableFuture.runAsync(candidacy::close);
    Await.until("it was told to stop", () -> told.contains("stop CLOSING"));
    int renewals = node.received(ClientMessage.Renew.class).size();
    Await.until(
        "it renewed since", () -> node.received(ClientMessage.Renew.class).size() > renewals + 1);
    assertThat(node.requested(Operation.Release.class)).isEmpty();
    assertThat(closing).isNotDone();
    let.countDown();

    assertThat(Await.answer(call)).isEqualTo(7);
    Await.answer(closing);
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
  }

  @Test
  void s5_abandonsWorkThatDoesNotReturnAndNeverInterruptsIt() throws Exception {
    CountDownLatch leads = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    Candidacy candidacy =
        coordinator.campaign(
            config().drainBound(Duration.ofMillis(200)).build(),
            new LeaderTask() {
              @Override
              public void lead(Leadership held) throws InterruptedException {
                leads.countDown();
                let.await();
                told.add("returned");
              }

              @Override
              public void ended(Leadership held, EndReason reason) {
                told.add("ended " + reason);
              }
            });
    Await.until(leads);

    candidacy.close();

    assertThat(node.requested(Operation.Release.class)).isEmpty();
    Await.until("it is abandoned", () -> !node.requested(Operation.Abandon.class).isEmpty());
    assertThat(told).isEmpty();
    let.countDown();
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.ABANDONED);
    Await.until("it was told the end", () -> told.size() == 2);
    assertThat(told).containsExactly("returned", "ended ABANDONED");
    assertThat(node.requested(Operation.Release.class).get(0).reason())
        .isEqualTo(EndReason.ABANDONED);
  }

  @Test
  void aWithdrawnLeadershipStopsAndIsReleased() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().finishAfterLoss().build(), task);
    Await.until(task.leads);

    Await.answer(coordinator.elections().revoke(ELECTION, task.leadership.join().token()));

    Await.until("it was told the end", () -> told.size() == 3);
    assertThat(told).containsExactly("lead 1", "stop WITHDRAWN", "ended 1 REVOKED");
  }

  @Test
  void theCoordinatorsWordEndsTheLeadershipAtOnce() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().finishAfterLoss().build(), task);
    Await.until(task.leads);
    Leadership held = task.leadership.join();

    node.tell(new SessionEvent.Ended(ELECTION, held.token(), EndReason.SUSPECTED));

    assertThat(Await.answer(held.stopSignal().asStage())).isEqualTo(StopSignal.Cause.LOST);
    assertThat(held.remaining()).isZero();
    Await.until("it was told the end", () -> told.contains("ended 1 SUSPECTED"));
    assertThat(node.requested(Operation.Release.class)).isEmpty();
  }

  @Test
  void refusesASecondCandidacyInTheSamePlaceUntilTheFirstIsOver() throws Exception {
    node.grant(false);
    Candidacy first = coordinator.campaign(config().build(), new UntilStopped());
    assertThatThrownBy(() -> coordinator.campaign(config().build(), new UntilStopped()))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("'a'");

    first.close();
    Await.answer(first.finished());

    coordinator.campaign(config().build(), new UntilStopped()).close();
  }

  @Test
  void completesFuturesOffTheProtocolThread() throws Exception {
    String thread =
        Await.answer(
            coordinator
                .store()
                .get("k", Freshness.LINEARIZABLE)
                .thenApply(read -> Thread.currentThread().getName()));

    assertThat(thread).doesNotStartWith("incumbent-client");
  }

  @Test
  void aBlockedContinuationDelaysNoRenewal() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    CompletableFuture<Boolean> blocked =
        coordinator
            .store()
            .get("k", Freshness.STALE)
            .thenApply(
                read -> {
                  try {
                    let.await();
                    return true;
                  } catch (InterruptedException e) {
                    return false;
                  }
                });
    int renewals = node.received(ClientMessage.Renew.class).size();

    Await.until(
        "renewals go on", () -> node.received(ClientMessage.Renew.class).size() > renewals + 3);

    let.countDown();
    assertThat(Await.answer(blocked)).isTrue();
  }

  @Test
  void writesUnderALeadership() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    FencedStore.Writer writer = FencedStore.Writer.of(task.leadership.join());
    long version =
        Await.answer(coordinator.store().put(writer, "k", Bytes.utf8("v"), OptionalLong.empty()));

    assertThat(version).isEqualTo(1);
    Operation.Put put = node.requested(Operation.Put.class).get(0);
    assertThat(put.token().value()).isEqualTo(1);
    assertThat(put.grant()).isEqualTo(task.leadership.join().grant());
  }

  @Test
  void refusesAValueThatIsTooLargeWithoutAskingAnybody() {
    FencedStore.Writer writer =
        new FencedStore.Writer(
            ELECTION,
            new dev.incumbent.fencing.FencingToken(1),
            new dev.incumbent.fencing.GrantId(1, 1));

    assertThatThrownBy(
            () ->
                Await.answer(
                    coordinator
                        .store()
                        .put(writer, "k", Bytes.copyOf(new byte[65_537]), OptionalLong.empty())))
        .hasCauseInstanceOf(RejectedException.class)
        .hasMessageContaining("65537");
    assertThat(node.received(ClientMessage.Request.class)).isEmpty();
  }

  @Test
  void reportsNodesThatDoNotAnswer() {
    try (Coordinator two =
        Coordinators.connect(
            "incumbent://" + node.address() + ",127.0.0.1:1", ClientConfig.of("two"))) {
      List<NodeReport> nodes = two.nodes();

      assertThat(nodes).extracting(NodeReport::address).contains("127.0.0.1:1", node.address());
      NodeReport away =
          nodes.stream().filter(n -> n.address().equals("127.0.0.1:1")).findFirst().orElseThrow();
      assertThat(away.view()).isEmpty();
      assertThat(away.failure().orElseThrow().code()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(away.failure().orElseThrow().message()).contains("127.0.0.1:1");
    }
  }

  @Test
  void needsNoSessionToRead() throws Exception {
    Await.answer(coordinator.store().get("k", Freshness.STALE));

    assertThat(node.received(ClientMessage.Open.class)).isEmpty();
    assertThat(node.received(ClientMessage.Attach.class)).isEmpty();
  }

  @Test
  void closesEveryCandidacyThenTheSessionThenTheStream() throws Exception {
    UntilStopped task = new UntilStopped();
    Candidacy candidacy = coordinator.campaign(config().build(), task);
    Await.until(task.leads);

    coordinator.close();

    assertThat(candidacy.finished().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
    List<ClientMessage> received = node.received(ClientMessage.class);
    int release =
        indexOf(
            received,
            m ->
                m instanceof ClientMessage.Request r && r.operation() instanceof Operation.Release);
    int close = indexOf(received, ClientMessage.Close.class::isInstance);
    assertThat(release).isNotNegative().isLessThan(close);
    Await.until("the stream is closed", () -> node.closedStreams() == 1);
  }

  private static int indexOf(
      List<ClientMessage> messages, java.util.function.Predicate<ClientMessage> which) {
    for (int i = 0; i < messages.size(); i++) {
      if (which.test(messages.get(i))) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void closesFromWithinItsOwnWorkWithoutWaitingForIt() throws Exception {
    CompletableFuture<Boolean> returned = new CompletableFuture<>();
    Candidacy candidacy =
        coordinator.campaign(
            config().build(),
            held -> {
              coordinator.close();
              returned.complete(held.stopSignal().await(Duration.ofSeconds(20)));
            });

    assertThat(Await.answer(returned)).isTrue();
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.RESIGNED);
  }

  @Test
  void refusesEverythingOnceClosed() {
    coordinator.close();
    coordinator.close();

    assertThatThrownBy(() -> coordinator.campaign(config().build(), new UntilStopped()))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> Await.answer(coordinator.store().get("k", Freshness.STALE)))
        .hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void anUnreachableCoordinatorFailsAsSurelyNotApplied() {
    node.close();
    try (Coordinator nobody =
        Coordinators.connect(
            "incumbent://127.0.0.1:1",
            new ClientConfig(
                LeaseTimings.defaults(), "nobody", Optional.of(Duration.ofMillis(300))))) {

      assertThatThrownBy(
              () ->
                  Await.answer(
                      nobody
                          .elections()
                          .revoke(ELECTION, new dev.incumbent.fencing.FencingToken(1))))
          .cause()
          .isInstanceOfSatisfying(
              IncumbentException.class,
              refused -> assertThat(refused.code().surelyNotApplied()).isTrue());
    }
  }

  @Test
  void comesBackToANodeThatWasAway() throws Exception {
    UntilStopped task = new UntilStopped();
    coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    int attaches = node.received(ClientMessage.Attach.class).size();

    node.send(new dev.incumbent.session.ServerMessage.Moving());

    Await.until(
        "it attached again", () -> node.received(ClientMessage.Attach.class).size() > attaches);
    assertThat(task.leadership.join().remaining()).isPositive();
    assertThat(told).containsExactly("lead 1");
  }
}
