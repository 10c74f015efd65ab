package dev.incumbent.coordinators.jdbc;

import dev.incumbent.client.store.StoreCoordinators;
import dev.incumbent.election.Coordinator;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.CoordinatorProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects to elections in a database: {@code jdbc:postgresql:…}, {@code jdbc:h2:…} or {@code
 * jdbc:sqlite:FILE}.
 *
 * <p>A password is in the URI, as the driver takes it, or in the environment variable {@value
 * #PASSWORD}; it is never shown. The tables are made when they are missing.
 *
 * <p>Threads: safe for use by any thread.
 */
public final class JdbcProvider implements CoordinatorProvider {
  /** Where a password may be that is not in the URI. */
  static final String PASSWORD = "INCUMBENT_JDBC_PASSWORD";

  /** A lease has room for some calls; the host gives one up at that share of it. */
  private static final int CALLS_A_LEASE = 4;

  private static final Duration MIN_CALL = Duration.ofMillis(100);
  private static final Duration MAX_CALL = Duration.ofSeconds(5);

  @Override
  public String scheme() {
    return "jdbc";
  }

  @Override
  public Coordinator connect(URI uri, ClientConfig config) {
    Optional<String> password = Optional.ofNullable(System.getenv(PASSWORD));
    JdbcAddress address = JdbcAddress.of(uri, password);
    StoreTimeouts timeouts = new StoreTimeouts(call(config.timings().ttl()));
    JdbcLeaseStore store = new JdbcLeaseStore(address, timeouts, address.dialect().capabilities());
    try {
      return StoreCoordinators.connect(store, config, address.label());
    } catch (IllegalArgumentException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public List<String> schema(URI uri) {
    return JdbcAddress.dialectOf(uri).schema();
  }

  private static Duration call(Duration ttl) {
    Duration share = ttl.dividedBy(CALLS_A_LEASE);
    Duration most = share.compareTo(MAX_CALL) > 0 ? MAX_CALL : share;
    return most.compareTo(MIN_CALL) < 0 ? MIN_CALL : most;
  }
}
