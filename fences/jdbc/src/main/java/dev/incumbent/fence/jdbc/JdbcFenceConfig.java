package dev.incumbent.fence.jdbc;

import dev.incumbent.election.Names;
import dev.incumbent.spi.Counters;
import javax.sql.DataSource;

/**
 * How one fence is reached: immutable, validated when built.
 *
 * @param scope the key of the fence's row, 1–255 bytes of UTF-8: one claim covers all that is
 *     written under it
 * @param name the fence's name within its election, 1–255 bytes of UTF-8
 * @param writes where fenced transactions take their connections from
 * @param claims where claims take theirs from, two at a time while one waits: the same database,
 *     possibly as another user
 */
public record JdbcFenceConfig(
    String scope, String name, DataSource writes, DataSource claims, Counters counters) {
  public JdbcFenceConfig {
    Names.require("fence scope", scope);
    Names.require("fence name", name);
  }

  /** Starts a configuration in which writes and claims use the same data source. */
  public static Builder of(DataSource dataSource, String scope, String name) {
    return new Builder(dataSource, scope, name);
  }

  /** Builds a {@link JdbcFenceConfig}. Not for use by several threads. */
  public static final class Builder {
    private final DataSource writes;
    private final String scope;
    private final String name;
    private DataSource claims;
    private Counters counters = Uncounted.INSTANCE;

    private Builder(DataSource dataSource, String scope, String name) {
      this.writes = dataSource;
      this.claims = dataSource;
      this.scope = scope;
      this.name = name;
    }

    /**
     * Claims through another data source of the same database, so that the application's own user
     * needs no right to end database sessions.
     */
    public Builder claimsThrough(DataSource value) {
      claims = value;
      return this;
    }

    /** Counts there: see {@link JdbcFence} for the names. */
    public Builder counters(Counters value) {
      counters = value;
      return this;
    }

    public JdbcFenceConfig build() {
      return new JdbcFenceConfig(scope, name, writes, claims, counters);
    }
  }

  private enum Uncounted implements Counters {
    INSTANCE;

    @Override
    public void add(String name, long amount) {}

    @Override
    public void set(String name, long value) {}
  }
}
