package dev.incumbent.cluster.client;

import dev.incumbent.client.Clocks;
import dev.incumbent.client.SessionClient;
import dev.incumbent.client.SessionCoordinator;
import dev.incumbent.election.Coordinator;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.spi.ClientConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Real clients of real nodes, each of which can be cut off from all of them. */
public final class CuttableClients {
  private final List<String> nodes;
  private final Map<Coordinator, CuttableTransport> wires = new ConcurrentHashMap<>();

  public CuttableClients(List<String> nodes) {
    this.nodes = nodes;
  }

  /** Connects as a client that leaves the wall clock out of it. */
  public Coordinator connect(ClientConfig config) {
    OptionalLong timeout =
        config.timeout().map(Duration::toNanos).map(OptionalLong::of).orElse(OptionalLong.empty());
    ClientSettings settings =
        new ClientSettings(config.timings(), config.label(), nodes, timeout, OptionalLong.empty());
    ConcurrentSkipListSet<String> addresses = new ConcurrentSkipListSet<>(nodes);
    SecureRandom random = new SecureRandom();
    CompletableFuture<CuttableTransport> wire = new CompletableFuture<>();
    SessionClient client =
        SessionClient.start(
            settings,
            Clocks.ofSystem(),
            random::nextLong,
            tell -> {
              wire.complete(new CuttableTransport(told -> new Connections(addresses, told), tell));
              return wire.join();
            });
    Coordinator coordinator =
        new SessionCoordinator(ClusterClients.CAPABILITIES, addresses, client);
    wires.put(coordinator, wire.join());
    return coordinator;
  }

  /** Closes its streams, as if its process had died, and cuts it off. Returns what mends it. */
  public Step kill(Coordinator client) {
    CuttableTransport wire = Objects.requireNonNull(wires.get(client));
    wire.kill();
    return wire::mend;
  }

  /** Returns what mends it. */
  public Step cut(Coordinator client) {
    CuttableTransport wire = Objects.requireNonNull(wires.get(client));
    wire.cut();
    return wire::mend;
  }
}
