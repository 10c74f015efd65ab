package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.RejectedException;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-1, restore: real nodes go on from a backup of a cluster that is gone. */
@Timeout(180)
class RestoreTest {
  private static final ElectionName ORDERS = new ElectionName("orders");
  private static final Duration MAX_TTL = Duration.ofSeconds(5);
  private static final ClientConfig CLIENT =
      new ClientConfig(
          LeaseTimings.ofTtl(Duration.ofSeconds(1)), "test", Optional.of(Duration.ofSeconds(30)));

  @TempDir Path folder;

  private Path backup = Path.of("");
  private String cluster = "";
  private long lastToken;

  /** A cluster whose backup was taken while somebody led, and in which more was granted later. */
  @BeforeEach
  void losesACluster() throws Exception {
    backup = folder.resolve("backup");
    try (TestCluster old = new TestCluster(folder.resolve("old"), 1)) {
      Node node = start(old, 0);
      assertThat(node.awaitReady(TestCluster.BOUND)).isTrue();
      cluster = node.cluster().orElseThrow();
      try (Coordinator coordinator = node.connect(CLIENT)) {
        Leadership first = lead(coordinator, "anna", ORDERS);
        coordinator
            .store()
            .put(FencedStore.Writer.of(first), "k", Bytes.utf8("v"), OptionalLong.empty())
            .get();
        Files.write(backup, coordinator.elections().backup().get().toArray());
        lastToken = lead(coordinator, "bert", new ElectionName("billing")).token().value();
      }
    }
  }

  @Test
  void s1_goesOnUnderTheSameIdAboveEveryTokenOnceTheHoldOffHasPassed() throws Exception {
    try (TestCluster restored = new TestCluster(folder.resolve("new"), 3)) {
      for (int number = 0; number < 3; number++) {
        Restore.Summary summary = Restore.prepare(backup, restored.folder(number));
        assertThat(summary.cluster()).isEqualTo(cluster);
        assertThat(summary.lastToken()).isEqualTo(1);
        start(restored, number);
      }
      restored.awaitReady();
      assertThat(restored.node(2).cluster()).hasValue(cluster);
      try (Coordinator coordinator = restored.node(0).connect(CLIENT)) {
        assertHeldOff(coordinator);
        coordinator.elections().operate(ORDERS, new OperatorAct.Pause()).get();
      }
      restartAll(restored);
      try (Coordinator coordinator = restored.node(1).connect(CLIENT)) {
        ElectionView after = view(coordinator);
        assertThat(after.conditions().heldOff()).as("the hold-off is over for good").isFalse();
        assertThat(after.conditions().paused()).isTrue();
      }
    }
  }

  /** Nothing is granted for one maximum TTL, less what passed before the look. */
  private void assertHeldOff(Coordinator coordinator) throws Exception {
    long start = System.nanoTime();
    ElectionView before = view(coordinator);
    assertThat(before.holder()).isEmpty();
    assertThat(before.conditions().heldOff()).isTrue();
    assertThat(before.history()).hasSize(1);
    assertThat(before.history().get(0).reason()).isEqualTo(EndReason.RESTORED);

    Leadership leadership = lead(coordinator, "carl", ORDERS);

    assertThat(leadership.token().value()).isGreaterThan(1L << 32).isGreaterThan(lastToken);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    var stored = coordinator.store().get("k", Freshness.LINEARIZABLE).get();
    assertThat(stored.value().orElseThrow().value()).isEqualTo(Bytes.utf8("v"));
    assertThat(stored.index()).isGreaterThan(1L << 32);
  }

  @Test
  void overwritesNoClusterAndTakesOneBackupOnly() throws Exception {
    try (TestCluster running = new TestCluster(folder.resolve("new"), 1)) {
      Restore.prepare(backup, running.folder(0));
      assertThatThrownBy(() -> Restore.prepare(backup, running.folder(0)))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("has a backup already");
      assertThat(start(running, 0).awaitReady(TestCluster.BOUND)).isTrue();
      running.stop(0);
      assertThatThrownBy(() -> Restore.prepare(backup, running.folder(0)))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("belongs to cluster " + cluster)
          .hasMessageContaining("never overwritten");
    }
  }

  @Test
  void refusesWhatIsNoBackup() throws Exception {
    Path noBackup = folder.resolve("no-backup");
    byte[] bytes = Files.readAllBytes(backup);
    bytes[bytes.length / 2] ^= 1;
    Files.write(noBackup, bytes);

    assertThatThrownBy(() -> Restore.prepare(noBackup, folder.resolve("new")))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("not a whole, unchanged backup");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void refusesAMaximumTtlThatTheOldLeasesOutlast() throws Exception {
    try (TestCluster restored = new TestCluster(folder.resolve("new"), 1)) {
      Restore.prepare(backup, restored.folder(0));
      NodeConfig config = restored.config(0).bootstrap(true).maxTtl(Duration.ofMillis(500)).build();

      assertThatThrownBy(() -> Node.start(config))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("1000 ms")
          .hasMessageContaining("--max-ttl");
      assertThat(start(restored, 0).awaitReady(TestCluster.BOUND)).isTrue();
    }
  }

  @Test
  void refusesAFolderThatHasLostTheBackup() throws Exception {
    try (TestCluster restored = new TestCluster(folder.resolve("new"), 1)) {
      Restore.prepare(backup, restored.folder(0));
      assertThat(start(restored, 0).awaitReady(TestCluster.BOUND)).isTrue();
      restored.stop(0);
      Files.delete(restored.folder(0).resolve("copy"));

      Node node = start(restored, 0);

      assertThatThrownBy(() -> node.awaitReady(TestCluster.BOUND))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("has lost the backup");
    }
  }

  private static void restartAll(TestCluster restored) throws InterruptedException {
    for (int number = 0; number < 3; number++) {
      restored.stop(number);
    }
    for (int number = 0; number < 3; number++) {
      start(restored, number);
    }
    restored.awaitReady();
  }

  private static Node start(TestCluster nodes, int number) {
    return nodes.start(number, nodes.config(number).maxTtl(MAX_TTL).bootstrap(true).build());
  }

  private static ElectionView view(Coordinator coordinator) throws Exception {
    Optional<Elections.Listed> listed =
        coordinator.elections().find(ORDERS, Freshness.LINEARIZABLE).get().value();
    return listed.orElseThrow().view();
  }

  /** Campaigns until it leads; the leadership goes on until the coordinator is closed. */
  private static Leadership lead(Coordinator coordinator, String name, ElectionName election)
      throws Exception {
    CompletableFuture<Leadership> leads = new CompletableFuture<>();
    CampaignConfig config =
        CampaignConfig.of(election, new CandidateName(name))
            .revocation(Revocation.AFTER_LEASE)
            .build();
    Candidacy unused =
        coordinator.campaign(
            config,
            leadership -> {
              leads.complete(leadership);
              leadership.stopSignal().await();
            });
    return leads.get(60, TimeUnit.SECONDS);
  }
}
