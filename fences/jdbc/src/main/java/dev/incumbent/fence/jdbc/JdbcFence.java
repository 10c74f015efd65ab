package dev.incumbent.fence.jdbc;

import dev.incumbent.election.Leadership;
import dev.incumbent.election.Names;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.TokenSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * A fence in a SQL database: a row that each write of a leader locks and compares, in the same
 * transaction, before anything else.
 *
 * <p>Guarantees: S-3 for what is written in {@link #transaction} or after {@link #check}: the lock
 * conflicts with a claim from the check to the commit, outside any savepoint, so a claim waits for,
 * or ends, each transaction that passed its check before it. S-4: a claim is one statement that
 * commits by itself. S-6: the token and grant id are the caller's own.
 *
 * <p>NOT guaranteed: anything about a write that goes past this class, or about one after a
 * statement that ends the transaction by itself (a {@code COMMIT} sent as text); that a transaction
 * ends with the lease: until somebody claims, one that passed its check may commit late, and no
 * harm is done.
 *
 * <p>Threads: safe for use by any thread. {@link #claim} starts two short-lived ones and waits at
 * most for what was left of the lease when it was called; everything else blocks on the database.
 * On H2 the fenced transactions of one scope run one after another, on SQLite those of one file.
 *
 * <p>Errors: {@code STALE_TOKEN}, {@code LEADERSHIP_LOST}, {@code REJECTED}, {@code UNAVAILABLE}:
 * surely not applied; {@code OUTCOME_UNKNOWN}: applied or not; an {@link SQLException} is the
 * database's own, and the transaction was rolled back.
 *
 * <p>The record, one row of {@code incumbent_fence} a scope:
 *
 * <ul>
 *   <li>{@code scope}: the key. A missing row refuses, so it is made explicitly, once.
 *   <li>{@code cluster_id}, {@code election}: the token space. Another space's claim is refused.
 *   <li>{@code token}: the high-water token, 0 before the first claim. It is the coordinator's, the
 *       claimer brings it, or a floor that {@link #move} set; it only grows, because both
 *       statements that change it have {@code WHERE token < ?}.
 *   <li>{@code grant_id}: the grant that set it, 32 hexadecimal digits; empty if none did.
 *   <li>{@code claimed_at}: by the database's clock, for people.
 * </ul>
 *
 * <p>Answers of the conditional write: one row raised, the claim is made; none, somebody was
 * faster, and the row read next says {@code STALE_TOKEN}; no answer, the row is read again (a claim
 * repeated by the same grant succeeds) until the time is over, then {@code OUTCOME_UNKNOWN}.
 *
 * <p>Pause: a process that stops between check and commit holds the row; a claim with a larger
 * token ends its database session (SQLite has none: there the claim waits). Restart of the
 * database: a claim that was acknowledged is there (PostgreSQL: synchronous commit; H2: a
 * checkpoint, if the user is an administrator; SQLite: a synchronous commit). Restore, and failover
 * to a copy that lags: the fence goes back with the data; a leader whose token is above it is told
 * {@code LEADERSHIP_LOST}, see {@code docs/fences/jdbc.md}.
 *
 * <p>Counts {@value #CLAIMS}, {@value #MOVES}, {@value #REFUSED_CLAIMS}, {@value #SESSIONS_ENDED}
 * and {@value FenceCheck#REFUSED_WRITES}.
 */
public final class JdbcFence implements Fence {
  static final String CLAIMS = "claims.made";
  static final String MOVES = "moves.made";
  static final String REFUSED_CLAIMS = "claims.stale.refused";
  static final String SESSIONS_ENDED = "claims.sessions.ended";

  private final JdbcFenceConfig config;
  private final DialectSource dialects = new DialectSource();
  private final FenceCheck check;

  private JdbcFence(JdbcFenceConfig config) {
    this.config = config;
    this.check = new FenceCheck(config.scope(), config.counters(), dialects);
  }

  /** The fence of a configuration. The database is not asked for anything yet. */
  public static JdbcFence of(JdbcFenceConfig config) {
    return new JdbcFence(config);
  }

  /**
   * A fence with the default configuration.
   *
   * @param scope the key of its row, 1–255 bytes of UTF-8
   * @param name its name within its election, 1–255 bytes of UTF-8
   */
  public static JdbcFence of(DataSource dataSource, String scope, String name) {
    return of(JdbcFenceConfig.of(dataSource, scope, name).build());
  }

  /** The statement that makes the table, for a migration; it changes nothing if it is there. */
  public static String ddl(SqlDialect dialect) {
    return dialect.dialect().ddl();
  }

  @Override
  public String name() {
    return config.name();
  }

  /** Makes the table, if it is not there. */
  public void create() throws SQLException {
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true);
        Statement statement = borrowed.connection().createStatement()) {
      String ddl = dialects.of(borrowed.connection()).ddl();
      try {
        statement.execute(ddl);
      } catch (SQLException e) {
        if (!SqlStates.isDuplicate(e)) {
          throw e;
        }
        // PostgreSQL says so to the slower of two that create it at once.
        statement.execute(ddl);
      }
    }
  }

  /**
   * Makes this fence's row, unclaimed, for the tokens of one space. A step of setting up, like a
   * migration: at each start it would heal, and so hide, a row that was lost.
   *
   * @return whether it was made; false if it is there already, for the same space
   * @throws dev.incumbent.error.RejectedException if it is there for another space
   */
  public boolean createScope(TokenSpace space) throws SQLException {
    Names.require("cluster id", space.cluster());
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true)) {
      try {
        FenceTable.insert(borrowed.connection(), config.scope(), space);
        return true;
      } catch (SQLException e) {
        FenceRecord row = FenceTable.read(borrowed.connection(), config.scope()).orElse(null);
        if (!SqlStates.isDuplicate(e) || row == null) {
          throw e;
        }
        if (!row.space().equals(space)) {
          throw FenceRefusals.otherSpace(row, space).toException();
        }
        return false;
      }
    }
  }

  /** Reads the committed row, without a lock: what it says may have changed already. */
  public Optional<FenceRecord> findRecord() throws SQLException {
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.claims(), true)) {
      return FenceTable.read(borrowed.connection(), config.scope());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>First reads the committed row without a lock. Only if its token is smaller, it raises it; if
   * a predecessor's open transaction is in the way for more than 20 ms, and the leadership is still
   * valid, it ends the database session that holds the row, and asks both again before each.
   *
   * @throws dev.incumbent.error.LeadershipLostException if the leadership's time ran out; nothing
   *     was claimed
   * @throws dev.incumbent.error.UnavailableException if the database could not be asked, or the row
   *     did not get free within what was left of the lease when the claim began; nothing was
   *     claimed, and the message says what held it and which right is missing
   */
  @Override
  public void claim(Claim claim) throws InterruptedException {
    new ChangeRun(config, dialects, new ClaimChange(claim)).run();
    config.counters().add(CLAIMS, 1);
  }

  /**
   * Moves the scope to another election or coordinator (S-1): sets the token space whose tokens it
   * takes from now on, and a floor above every token that it has had; nobody's grant is current
   * until the next claim, which must bring a token above the floor. Like a claim it is one
   * statement, and waits for, or ends, each transaction that passed its check before it. Repeated
   * with the same floor it succeeds.
   *
   * @param floor the new high-water token; by default one above the present one
   * @param atMost how long it may take; positive
   * @return the floor that was set
   * @throws dev.incumbent.error.RejectedException if the floor is not above the present high-water
   *     token, or the scope was never created; nothing was moved
   * @throws dev.incumbent.error.UnavailableException if the database could not be asked, or the row
   *     did not get free in the time; nothing was moved
   * @throws dev.incumbent.error.OutcomeUnknownException if the database did not say whether it
   *     committed: look at {@link #findRecord}
   */
  public long move(TokenSpace to, OptionalLong floor, Duration atMost) throws InterruptedException {
    Names.require("cluster id", to.cluster());
    MoveChange move = new MoveChange(to, floor, atMost);
    new ChangeRun(config, dialects, move).run();
    config.counters().add(MOVES, 1);
    return move.token();
  }

  /**
   * Runs {@code work} in a fenced transaction under this leadership, which is not released before
   * it has returned (S-5); refused once the leadership was told to stop.
   *
   * @throws dev.incumbent.error.LeadershipLostException also if the leadership was told to stop;
   *     the rest as for {@link #transaction(FencedWriter, SqlWork)}
   */
  public <T> T transaction(Leadership leadership, SqlWork<T> work) throws SQLException {
    try {
      return leadership.call(() -> transaction(FencedWriter.of(leadership), work));
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a fenced transaction threw what it does not declare", e);
    }
  }

  /**
   * Takes a connection, begins, locks and checks the fence row, runs {@code work}, commits. A
   * read-only piece of work that must be current goes through here too.
   *
   * @return what the work returned, once committed
   * @throws dev.incumbent.error.StaleTokenException if the fence was claimed by another grant;
   *     rolled back
   * @throws dev.incumbent.error.LeadershipLostException if the lease has less than 1 ms left before
   *     the check or before the commit, the fence is below the writer's own token, or the database
   *     ended a transaction that idled beyond the lease; rolled back
   * @throws dev.incumbent.error.RejectedException if the scope was never created or belongs to
   *     another token space; rolled back
   * @throws dev.incumbent.error.OutcomeUnknownException if the database did not say whether it
   *     committed
   * @throws SQLException the database's or the work's; rolled back. A serialization failure ({@code
   *     40001}) is one, and worth trying again, unless it came from a claim: then it is {@code
   *     StaleTokenException}
   */
  public <T> T transaction(FencedWriter writer, SqlWork<T> work) throws SQLException {
    return new FencedTransaction(config, check, writer).run(work);
  }

  /**
   * Locks and checks the fence row in the caller's own transaction: to be called first in it, and
   * outside any savepoint (rolling back to one made before would let the lock go). The caller rolls
   * back if this throws, commits only if not, and does nothing that ends the transaction between.
   *
   * @param connection not in autocommit mode, nor read-only
   * @throws dev.incumbent.error.RejectedException also if the connection is in autocommit mode; the
   *     rest as for {@link #transaction(FencedWriter, SqlWork)}
   * @throws SQLException a serialization failure ({@code 40001}) may be a claim's doing: tried
   *     again, the check says so
   */
  public void check(Connection connection, FencedWriter writer) throws SQLException {
    if (connection.getAutoCommit()) {
      throw Failure.rejected(
              "connection in autocommit mode",
              "true",
              "false: the lock on the fence row must last to the commit")
          .toException();
    }
    check.hold(connection, writer);
  }
}
