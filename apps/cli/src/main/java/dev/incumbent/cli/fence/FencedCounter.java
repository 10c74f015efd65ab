package dev.incumbent.cli.fence;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.fence.jdbc.JdbcFence;
import dev.incumbent.fence.jdbc.JdbcFenceConfig;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.TokenSpace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A number in a database that small transactions count up, with a fence and without: what a fence
 * costs.
 *
 * <p>Threads: for use by one at a time.
 */
public final class FencedCounter {
  private static final String TABLE =
      "CREATE TABLE counter (id integer PRIMARY KEY, value bigint NOT NULL)";
  private static final String COUNT = "UPDATE counter SET value = value + 1 WHERE id = 1";
  private static final String SCOPE = "counter";

  /** Transactions of one kind, one after the other, before those of the other kind. */
  private static final int BATCH = 20;

  private final KeptConnection connections;
  private final DriverDataSource others;
  private final JdbcFence fence;

  /**
   * What a transaction took, on average.
   *
   * @param plainNanos without the fence
   */
  public record Times(long plainNanos, long fencedNanos) {}

  /** Connects to nothing yet. */
  public FencedCounter(String url, String user) {
    this.connections = new KeptConnection(url, user, "");
    this.others = new DriverDataSource(url, user, "");
    JdbcFenceConfig.Builder config = JdbcFenceConfig.of(connections, SCOPE, "database");
    this.fence = JdbcFence.of(config.claimsThrough(others).build());
  }

  /** Whether the database takes connections. */
  public boolean answers() {
    try (Connection connection = others.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether the coordinator has told its cluster's id, which {@link #create} needs. */
  public static boolean knows(Coordinator coordinator) {
    return ClusterId.find(coordinator).isPresent();
  }

  /** Makes the number, 0, and the fence, unclaimed, for the tokens of that election. */
  public void create(Coordinator coordinator, ElectionName election) {
    try (Connection connection = others.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute("INSERT INTO counter VALUES (1, 0)");
      fence.create();
      String cluster = ClusterId.find(coordinator).orElseThrow();
      if (!fence.createScope(new TokenSpace(cluster, election))) {
        throw new IllegalStateException("scope '" + SCOPE + "' was there already");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the counter and its fence", e);
    }
  }

  /** The fence; a leader has claimed it before it counts. */
  public Fence fence() {
    return fence;
  }

  /**
   * Counts in batches, one without the fence, one with it, in turn, until the time is over.
   *
   * @throws IllegalStateException if the database did not do what was asked for, or has counted
   *     another number of transactions
   */
  public Times compare(Leadership leadership, long millis) {
    try {
      long end = System.nanoTime() + millis * 1_000_000;
      long valueBefore = value();
      long pairs = 0;
      long plainNanos = 0;
      long fencedNanos = 0;
      do {
        long begin = System.nanoTime();
        countPlainly();
        long middle = System.nanoTime();
        countFenced(leadership);
        fencedNanos += System.nanoTime() - middle;
        plainNanos += middle - begin;
        pairs++;
      } while (System.nanoTime() < end);
      requireCounted(value() - valueBefore, 2 * BATCH * pairs);
      return new Times(plainNanos / (BATCH * pairs), fencedNanos / (BATCH * pairs));
    } catch (SQLException e) {
      throw new IllegalStateException("the counter cannot be counted up", e);
    }
  }

  private void countPlainly() throws SQLException {
    for (int i = 0; i < BATCH; i++) {
      try (Connection connection = connections.getConnection()) {
        connection.setAutoCommit(false);
        count(connection);
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
  }

  private void countFenced(Leadership leadership) throws SQLException {
    for (int i = 0; i < BATCH; i++) {
      var unused = fence.transaction(leadership, FencedCounter::count);
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
      return statement.executeUpdate();
    }
  }

  private long value() throws SQLException {
    try (Connection connection = others.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT value FROM counter WHERE id = 1")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void requireCounted(long counted, long wanted) {
    if (counted != wanted) {
      throw new IllegalStateException(
          "the database counted " + counted + " transactions of " + wanted);
    }
  }
}
