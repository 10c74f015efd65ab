package dev.incumbent.cluster.node;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore.Writer;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One election of a one-node cluster, and the keys that its leaders write. */
final class StoreScope {
  private static final LeaseTimings TIMINGS = LeaseTimings.ofTtl(Duration.ofSeconds(20));
  private static final CandidateName CANDIDATE = new CandidateName("a");

  private final TokenSpace space;
  private final TestCluster cluster;
  private final Coordinator coordinator;
  private final Set<String> keys = new ConcurrentSkipListSet<>();
  private Optional<Candidacy> candidacy = Optional.empty();

  StoreScope(TestCluster cluster) {
    this.cluster = cluster;
    String id = cluster.node(0).cluster().orElseThrow();
    space = new TokenSpace(id, new ElectionName("e-" + UUID.randomUUID()));
    coordinator =
        Coordinators.connect(
            "incumbent://" + cluster.address(0),
            new ClientConfig(TIMINGS, "fence-kit", Optional.of(Duration.ofSeconds(10))));
  }

  TokenSpace space() {
    return space;
  }

  Fence fence() {
    return coordinator.store().asFence();
  }

  /** Ends the leadership before, and is granted the next. */
  Claim next(Supplier<Duration> remaining) throws Exception {
    candidacy.ifPresent(Candidacy::close);
    CompletableFuture<Leadership> granted = new CompletableFuture<>();
    candidacy =
        Optional.of(
            coordinator.campaign(
                CampaignConfig.of(space.election(), CANDIDATE).build(),
                leadership -> {
                  granted.complete(leadership);
                  leadership.stopSignal().await();
                }));
    Leadership held = granted.get(30, TimeUnit.SECONDS);
    return new Claim(held.space(), held.token(), held.grant(), remaining);
  }

  void write(Claim writer, String effect) throws Exception {
    String key = space.election() + " " + effect;
    keys.add(effect);
    Writer by = new Writer(writer.space().election(), writer.token(), writer.grant());
    answer(coordinator.store().put(by, key, Bytes.utf8(effect), OptionalLong.empty()));
  }

  Set<String> effects() throws Exception {
    Set<String> found = new TreeSet<>();
    for (String effect : keys) {
      String key = space.election() + " " + effect;
      if (answer(coordinator.store().get(key, Freshness.LINEARIZABLE)).value().isPresent()) {
        found.add(effect);
      }
    }
    return found;
  }

  /** While the node is down nobody can be asked. */
  Step stopNode() {
    cluster.stop(0);
    return () -> {
      cluster.start(0, false);
      cluster.awaitReady();
    };
  }

  void close() {
    coordinator.close();
  }

  private static <T> T answer(CompletableFuture<T> future) throws Exception {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
