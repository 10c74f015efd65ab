package dev.incumbent.coordinators.jdbc;

import dev.incumbent.election.Coordinator;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Clients of one server, each with a wire of its own that can be cut. */
final class ServerClients {
  private final Server server;
  private final Map<Coordinator, TcpProxy> wires = new ConcurrentHashMap<>();

  ServerClients(Server server) {
    this.server = server;
  }

  /** A server that can be stopped and started, and clients that can be cut off. */
  static CoordinatorUnderTest under(Server server) {
    ServerClients clients = new ServerClients(server);
    return CoordinatorUnderTest.of(Duration.ofSeconds(3), clients::connect)
        .cutBy(clients::cut)
        .restartedBy(server::restart)
        .quorumLostBy(
            () -> {
              server.stop();
              return server::start;
            })
        .closedBy(clients::close);
  }

  private Coordinator connect(ClientConfig config) throws IOException {
    TcpProxy wire = new TcpProxy(server.port());
    Coordinator client = Coordinators.connect(server.url(wire.port()), config);
    wires.put(client, wire);
    return client;
  }

  private Step cut(Coordinator client) {
    TcpProxy wire = Objects.requireNonNull(wires.get(client));
    wire.fallSilent();
    return wire::mend;
  }

  private void close() {
    wires.values().forEach(TcpProxy::close);
  }
}
