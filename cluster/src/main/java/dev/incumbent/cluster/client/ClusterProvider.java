package dev.incumbent.cluster.client;

import dev.incumbent.client.Clocks;
import dev.incumbent.election.Coordinator;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.CoordinatorProvider;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Connects to our own coordinator: {@code incumbent://HOST[:PORT][,HOST[:PORT]]…}.
 *
 * <p>Any one node that answers is enough: it tells the addresses of the others. With {@code
 * ?wall-clock=ignored} a jump of the machine's wall clock does not count as expiry (S-7).
 *
 * <p>Threads: safe for use by any thread.
 */
public final class ClusterProvider implements CoordinatorProvider {
  @Override
  public String scheme() {
    return ClusterUri.SCHEME;
  }

  @Override
  public Coordinator connect(URI uri, ClientConfig config) {
    OptionalLong wallGain =
        ClusterUri.watchesWallClock(uri)
            ? OptionalLong.of(ClientSettings.defaultMaxWallGainMillis(config.timings()))
            : OptionalLong.empty();
    OptionalLong timeout =
        config.timeout().map(Duration::toNanos).map(OptionalLong::of).orElse(OptionalLong.empty());
    ClientSettings settings =
        new ClientSettings(
            config.timings(), config.label(), ClusterUri.addresses(uri), timeout, wallGain);
    SecureRandom random = new SecureRandom();
    return ClusterClients.start(settings, Clocks.ofSystem(), random::nextLong);
  }
}
