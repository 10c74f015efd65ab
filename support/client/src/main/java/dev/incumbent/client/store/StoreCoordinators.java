package dev.incumbent.client.store;

import dev.incumbent.client.Clocks;
import dev.incumbent.client.SessionClient;
import dev.incumbent.client.SessionCoordinator;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorCapabilities;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.store.LeaseStore;
import dev.incumbent.store.StoreCapabilities;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes a coordinator of a store of records: what an adapter's provider returns.
 *
 * <p>Guarantees and what is not guaranteed: as {@link dev.incumbent.store.StoreHost} has them for
 * the coordinator, and {@link SessionClient} for the client.
 *
 * <p>Threads: safe for use by any thread.
 */
public final class StoreCoordinators {
  private StoreCoordinators() {}

  /**
   * Connects in the background; the wall clock counts as expiry, too (S-7).
   *
   * @param store of this client alone: closed when the client is
   * @param label where the records are, for people; shown as the address of the client's node
   * @throws IllegalArgumentException if the lease is too short for the store; names the least one
   */
  public static Coordinator connect(LeaseStore store, ClientConfig config, String label) {
    return connect(store, config, label, true);
  }

  /**
   * The same.
   *
   * @param watchesWallClock whether a jump of the machine's wall clock counts as expiry (S-7)
   */
  public static Coordinator connect(
      LeaseStore store, ClientConfig config, String label, boolean watchesWallClock) {
    CoordinatorCapabilities capabilities = capabilities(store.capabilities());
    requireLease(config, capabilities.smallestLease(), label);
    OptionalLong wallGain =
        watchesWallClock
            ? OptionalLong.of(ClientSettings.defaultMaxWallGainMillis(config.timings()))
            : OptionalLong.empty();
    OptionalLong timeout =
        config.timeout().map(Duration::toNanos).map(OptionalLong::of).orElse(OptionalLong.empty());
    List<String> addresses = List.of(label);
    ClientSettings settings =
        new ClientSettings(config.timings(), config.label(), addresses, timeout, wallGain);
    SecureRandom random = new SecureRandom();
    Clocks clocks = Clocks.ofSystem();
    StoreNode.Setup setup =
        new StoreNode.Setup(store, label, clocks, random::nextLong, config.timings().ttl());
    return new SessionCoordinator(
        capabilities,
        addresses,
        SessionClient.start(
            settings, clocks, random::nextLong, tell -> StoreNode.start(setup, tell)));
  }

  private static CoordinatorCapabilities capabilities(StoreCapabilities store) {
    Duration least = LeaseTimings.MIN_TTL;
    boolean slower = store.smallestLease().compareTo(least) > 0;
    return new CoordinatorCapabilities(
        false, false, false, false, store.pushes(), slower ? store.smallestLease() : least);
  }

  private static void requireLease(ClientConfig config, Duration least, String label) {
    Duration ttl = config.timings().ttl();
    if (ttl.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "ttl "
              + ttl.toMillis()
              + " ms is out of range: allowed "
              + least.toMillis()
              + " ms or more at "
              + label);
    }
  }
}
