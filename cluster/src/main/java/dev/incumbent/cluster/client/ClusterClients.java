package dev.incumbent.cluster.client;

import dev.incumbent.client.Clocks;
import dev.incumbent.client.SessionClient;
import dev.incumbent.client.SessionCoordinator;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorCapabilities;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.time.RandomSource;
import java.util.concurrent.ConcurrentSkipListSet;

/** Clients of our own coordinator. */
final class ClusterClients {
  static final CoordinatorCapabilities CAPABILITIES =
      CoordinatorCapabilities.all(LeaseTimings.MIN_TTL);

  private ClusterClients() {}

  /** Begins to connect, in the background. */
  static Coordinator start(ClientSettings settings, Clocks clocks, RandomSource random) {
    ConcurrentSkipListSet<String> addresses = new ConcurrentSkipListSet<>(settings.addresses());
    return new SessionCoordinator(
        CAPABILITIES,
        addresses,
        SessionClient.start(settings, clocks, random, tell -> new Connections(addresses, tell)));
  }
}
