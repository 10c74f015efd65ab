package dev.incumbent.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.RejectedException;
import dev.incumbent.kit.store.InMemoryLeaseStore;
import dev.incumbent.kit.store.MemoryRecords;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreCapabilities;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client's private node and its store: what the threads around the decisions do. */
@Timeout(60)
final class StoreCoordinatorTest {
  private static final ElectionName ELECTION = new ElectionName("orders");

  private final MemoryRecords records = new MemoryRecords();
  private final InMemoryLeaseStore way = new InMemoryLeaseStore(records, true);
  private final Coordinator coordinator = connect(way, Duration.ofSeconds(2));

  private static Coordinator connect(LeaseStore store, Duration ttl) {
    return StoreCoordinators.connect(
        store,
        new ClientConfig(LeaseTimings.ofTtl(ttl), "test", Optional.of(Duration.ofSeconds(5))),
        "memory",
        false);
  }

  @AfterEach
  void close() {
    way.mend();
    coordinator.close();
  }

  private static CompletableFuture<Leadership> lead(Coordinator coordinator, String candidate) {
    CompletableFuture<Leadership> led = new CompletableFuture<>();
    coordinator.campaign(
        CampaignConfig.of(ELECTION, new CandidateName(candidate)).build(),
        leadership -> {
          led.complete(leadership);
          leadership.stopSignal().await();
        });
    return led;
  }

  private static <T> T within(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void hearsOfAChangeWithoutWaitingForAPoll() throws Exception {
    StoreCapabilities rarely =
        new StoreCapabilities(true, Duration.ofMinutes(5), Duration.ofMillis(500));
    InMemoryLeaseStore first = new InMemoryLeaseStore(records, rarely);
    Coordinator one = connect(first, Duration.ofSeconds(20));
    Coordinator two = connect(new InMemoryLeaseStore(records, rarely), Duration.ofSeconds(20));
    try {
      within(lead(one, "a"));
      CompletableFuture<Leadership> next = lead(two, "b");
      one.close();
      assertThat(within(next).token().value()).isEqualTo(2);
    } finally {
      one.close();
      two.close();
    }
  }

  @Test
  void s7_callsThatHangCostTheLeadershipAndNoMore() throws Exception {
    Leadership held = within(lead(coordinator, "a"));
    way.slow(Duration.ofSeconds(20));
    CompletableFuture<Void> lost =
        held.stopSignal().asStage().toCompletableFuture().thenAccept(cause -> {});
    within(lost);
    assertThat(held.remaining()).isZero();
    way.slow(Duration.ZERO);
    assertThat(coordinator.health().state()).isNotNull();
  }

  @Test
  void refusesTheStorageThatItDoesNotHave() {
    assertThat(coordinator.capabilities().keepsValues()).isFalse();
    FencedStore store = coordinator.store();
    assertThatThrownBy(() -> within(store.get("key", Freshness.LINEARIZABLE)))
        .hasCauseInstanceOf(RejectedException.class)
        .hasMessageContaining("fence your own storage");
    Leadership held = lead(coordinator, "a").join();
    assertThatThrownBy(
            () ->
                within(
                    store.put(
                        FencedStore.Writer.of(held),
                        "key",
                        Bytes.utf8("value"),
                        OptionalLong.empty())))
        .hasCauseInstanceOf(RejectedException.class);
  }

  @Test
  void refusesALeaseThatIsTooShortForTheStore() {
    StoreCapabilities slow =
        new StoreCapabilities(false, Duration.ofMillis(20), Duration.ofSeconds(3));
    InMemoryLeaseStore store = new InMemoryLeaseStore(records, slow);
    assertThatThrownBy(() -> connect(store, Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2000")
        .hasMessageContaining("3000");
  }

  @Test
  void showsItsOneNode() throws Exception {
    within(coordinator.elections().find(ELECTION, Freshness.LINEARIZABLE));
    assertThat(coordinator.nodes())
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.address()).isEqualTo("memory");
              assertThat(report.view().orElseThrow().cluster()).isEqualTo(records.clusterId());
            });
  }

  @Test
  void backupIsTheStoragesOwn() {
    assertThatThrownBy(() -> within(coordinator.elections().backup()))
        .hasCauseInstanceOf(RejectedException.class)
        .hasMessageContaining("back up the storage");
  }

  @Test
  void closeReturnsOnlyOnceNoCallOfTheStoreIsUnderWay() throws Exception {
    SlowLeaseStore slow = new SlowLeaseStore(new InMemoryLeaseStore(records, false));
    Coordinator client = connect(slow, Duration.ofSeconds(10));
    var unused = lead(client, "a");
    slow.awaitCall();
    client.close();
    assertThat(slow.underWay()).isZero();
  }
}
