package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Read;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What candidates and applications have of real nodes. */
@Timeout(180)
class CandidateFeaturesTest {
  private static final ElectionName ELECTION = new ElectionName("nightly");
  private static final CandidateName LOW = new CandidateName("low");
  private static final CandidateName HIGH = new CandidateName("high");

  @TempDir Path folder;

  private static CampaignConfig preferredAt(String address) {
    return CampaignConfig.of(ELECTION, HIGH)
        .priority(5)
        .preferred(Duration.ZERO, Duration.ofSeconds(1))
        .metadata(Bytes.utf8(address))
        .build();
  }

  @Test
  void aPreferredCandidateTakesOverInGoodOrderAndObserversSeeItsAddress() throws Exception {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (Coordinator coordinator = connect(cluster)) {
        coordinator.elections().observe(List.of(ELECTION), new Notes(seen));
        lead(coordinator, LOW);
        CompletableFuture<Leadership> leads = new CompletableFuture<>();
        Candidacy high = coordinator.campaign(preferredAt("10.0.0.7"), untilStopped(leads));

        leads.get(60, TimeUnit.SECONDS);

        ElectionView view = view(coordinator);
        assertThat(view.history().get(0).candidate()).isEqualTo(LOW);
        assertThat(view.history().get(0).reason()).isEqualTo(EndReason.HANDED_OVER);
        assertThat(view.holder().orElseThrow().metadata()).isEqualTo(Bytes.utf8("10.0.0.7"));
        high.updateMetadata(Bytes.utf8("10.0.0.8")).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(view(coordinator).holder().orElseThrow().metadata())
            .isEqualTo(Bytes.utf8("10.0.0.8"));
        await("it is observed", () -> seen.contains("UPDATED high 10.0.0.8"));
        assertThat(seen).contains("JOINED high 10.0.0.7", "GRANTED high 10.0.0.7");
      }
    }
  }

  @Test
  void handsOnAtTheEndOfItsTenureToTheNextThatWaits() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      try (Coordinator coordinator = connect(cluster)) {
        CompletableFuture<Leadership> first = new CompletableFuture<>();
        coordinator.campaign(
            CampaignConfig.of(ELECTION, LOW).maxTenure(Duration.ofSeconds(1)).build(),
            untilStopped(first));
        first.get(60, TimeUnit.SECONDS);

        lead(coordinator, HIGH);

        assertThat(view(coordinator).history().get(0).reason()).isEqualTo(EndReason.RESIGNED);
      }
    }
  }

  private static CampaignConfig fencing(FencingAction action) {
    return CampaignConfig.of(ELECTION, HIGH)
        .fencedBy(new NamedFence("f"))
        .fencePredecessors(FencingStep.must(action, Duration.ofSeconds(30)))
        .build();
  }

  @Test
  void s4_aNewLeaderFencesTheOneWhoseConnectionsWereSeenClosed() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.startAll(true);
      TestSession old = new TestSession(1, cluster.addresses()).open();
      SessionEvent.Granted grant = old.lead("nightly", Revocation.ON_SUSPICION);
      try (Coordinator coordinator = connect(cluster)) {
        CompletableFuture<FencingTarget> fenced = new CompletableFuture<>();
        CompletableFuture<Leadership> leads = new CompletableFuture<>();
        coordinator.campaign(
            fencing(new Noting(fenced)),
            held -> {
              assertThat(fenced).as("fenced before it leads").isDone();
              untilStopped(leads).lead(held);
            });
        old.close();

        Leadership held = leads.get(60, TimeUnit.SECONDS);

        FencingTarget target = fenced.join();
        assertThat(target.predecessor().grant()).isEqualTo(grant.grant());
        assertThat(target.predecessor().token()).isEqualTo(grant.token());
        assertThat(target.successor()).isEqualTo(held.token());
      }
    }
  }

  private static void awaitHealth(Coordinator coordinator, CoordinatorHealth.State state) {
    await("it is " + state, () -> coordinator.health().state() == state);
  }

  private static void assertServesOnlyStaleReads(FencedStore store, FencedStore.Writer writer) {
    assertRefused(store.put(writer, "k", Bytes.utf8("w"), OptionalLong.empty()));
    assertRefused(store.get("k", Freshness.LINEARIZABLE));
    Read<Optional<FencedStore.Stored>> stale = store.get("k", Freshness.STALE).join();
    assertThat(stale.value().orElseThrow().value()).isEqualTo(Bytes.utf8("v"));
    assertThat(stale.linearizable()).isFalse();
  }

  @Test
  void s10_goesOnInADegradedModeWithoutAQuorum() throws Exception {
    ConcurrentLinkedQueue<CoordinatorHealth.State> states = new ConcurrentLinkedQueue<>();
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      try (Coordinator coordinator = connect(cluster)) {
        Leadership held = lead(coordinator, LOW);
        FencedStore.Writer writer = FencedStore.Writer.of(held);
        coordinator.store().put(writer, "k", Bytes.utf8("v"), OptionalLong.empty()).join();
        coordinator.observeHealth(health -> states.add(health.state()));
        await("every node has applied it", () -> haveAppliedTheSame(coordinator));
        cluster.stop(0);
        cluster.stop(1);

        awaitHealth(coordinator, CoordinatorHealth.State.DEGRADED);

        assertThat(coordinator.health().why()).isNotEmpty();
        assertServesOnlyStaleReads(coordinator.store(), writer);
        await("it was told", () -> states.contains(CoordinatorHealth.State.DEGRADED));
        cluster.start(0, false);
        awaitHealth(coordinator, CoordinatorHealth.State.AVAILABLE);
        assertThat(coordinator.store().get("k", Freshness.LINEARIZABLE).join().value()).isPresent();
      }
    }
  }

  private static boolean haveAppliedTheSame(Coordinator coordinator) {
    List<NodeView> views =
        coordinator.nodes().stream().flatMap(report -> report.view().stream()).toList();
    long committed = views.stream().mapToLong(NodeView::lastCommitted).max().orElse(0);
    return views.size() == 3 && views.stream().allMatch(view -> view.lastApplied() >= committed);
  }

  private static void assertRefused(CompletableFuture<?> call) {
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            IncumbentException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NO_QUORUM));
  }

  private static Coordinator connect(TestCluster cluster) {
    return Coordinators.connect(
        "incumbent://" + String.join(",", cluster.addresses()),
        new ClientConfig(
            LeaseTimings.ofTtl(Duration.ofSeconds(30)),
            "test",
            Optional.of(Duration.ofSeconds(30))));
  }

  private static Leadership lead(Coordinator coordinator, CandidateName candidate)
      throws Exception {
    CompletableFuture<Leadership> leads = new CompletableFuture<>();
    coordinator.campaign(CampaignConfig.of(ELECTION, candidate).build(), untilStopped(leads));
    return leads.get(60, TimeUnit.SECONDS);
  }

  private static LeaderTask untilStopped(CompletableFuture<Leadership> leads) {
    return held -> {
      leads.complete(held);
      held.stopSignal().await();
    };
  }

  private static ElectionView view(Coordinator coordinator) {
    return coordinator
        .elections()
        .find(ELECTION, Freshness.LINEARIZABLE)
        .join()
        .value()
        .orElseThrow()
        .view();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TestCluster.BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(end - System.nanoTime()).as("waiting until " + what).isPositive();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private record Noting(CompletableFuture<FencingTarget> fenced) implements FencingAction {
    @Override
    public String name() {
      return "noting";
    }

    @Override
    public void fence(FencingTarget target) {
      fenced.complete(target);
    }
  }

  private record NamedFence(String name) implements Fence {
    @Override
    public void claim(Claim claim) {}
  }

  private record Notes(ConcurrentLinkedQueue<String> seen) implements ElectionObserver {
    @Override
    public void resync(ElectionEvent.Position at, List<ElectionView> views) {}

    @Override
    public void event(ElectionEvent event) {
      seen.add(event.kind() + " " + event.candidate() + " " + event.metadata().toUtf8());
    }
  }
}
