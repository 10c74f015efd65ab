package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.OutcomeUnknownException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** One transaction of a leader's, from the check to the commit. */
final class FencedTransaction {
  private static final Logger LOG = System.getLogger(FencedTransaction.class.getName());

  private final JdbcFenceConfig config;
  private final FenceCheck check;
  private final FencedWriter writer;

  FencedTransaction(JdbcFenceConfig config, FenceCheck check, FencedWriter writer) {
    this.config = config;
    this.check = check;
    this.writer = writer;
  }

  <T> T run(SqlWork<T> work) throws SQLException {
    requireTimeLeft("nothing was written");
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.writes(), false)) {
      return run(borrowed.connection(), work);
    } catch (SQLException e) {
      // The connection is back in its pool by now: looking at the fence takes another one.
      throw explained(e);
    }
  }

  private <T> T run(Connection connection, SqlWork<T> work) throws SQLException {
    HeldFence held = check.hold(connection, writer);
    T result = work.run(GuardedConnection.around(connection));
    requireTimeLeft("the transaction was rolled back");
    if (!check.isStillHeld(connection, held)) {
      throw new OutcomeUnknownException(endedEarly());
    }
    commit(connection);
    return result;
  }

  private void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (SqlStates.surelyRolledBack(e)) {
        throw e;
      }
      throw new OutcomeUnknownException(
          failure(
              FailureCode.OUTCOME_UNKNOWN,
              "the database did not say whether it committed: the transaction took effect once or"
                  + " not at all ("
                  + e.getMessage()
                  + ")"),
          e);
    }
  }

  /** The error as it is, unless the fence tells more: then the refusal is thrown instead. */
  private SQLException explained(SQLException e) {
    if (SqlStates.isIdledTooLong(e)) {
      throw new LeadershipLostException(
          failure(
              FailureCode.LEADERSHIP_LOST,
              "the transaction idled for longer than was left of the lease when it began; the"
                  + " database rolled it back"),
          e);
    }
    if (SqlStates.isConnectionLost(e) || SqlStates.isRetryable(e)) {
      readFence(e).ifPresent(row -> check.requireOwn(Optional.of(row), writer, Optional.of(e)));
    }
    return e;
  }

  private Optional<FenceRecord> readFence(SQLException reason) {
    try (BorrowedConnection borrowed = BorrowedConnection.of(config.writes(), true)) {
      return FenceTable.read(borrowed.connection(), config.scope());
    } catch (SQLException e) {
      reason.addSuppressed(e);
      LOG.log(Level.DEBUG, "The fence row could not be read to explain an error", e);
      return Optional.empty();
    }
  }

  private void requireTimeLeft(String notDone) {
    FenceRefusals.requireMillisLeft(writer.space(), writer.token(), writer.remaining(), notDone);
  }

  private Failure endedEarly() {
    return failure(
        FailureCode.OUTCOME_UNKNOWN,
        "the work's transaction ended before the work returned (a statement that commits by itself,"
            + " such as DDL, or a deadlock that the work ignored): what came before that took effect"
            + " or not as a whole, and of what came after only the database knows");
  }

  private Failure failure(FailureCode code, String what) {
    return new Failure(
        code,
        "fence scope '"
            + config.scope()
            + "' of "
            + writer.space()
            + ", token "
            + writer.token()
            + ": "
            + what,
        writer.token().toString(),
        "");
  }
}
