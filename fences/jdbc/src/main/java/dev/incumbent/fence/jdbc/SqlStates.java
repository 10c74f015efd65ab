package dev.incumbent.fence.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * What an error of the database's tells about the transaction.
 *
 * <p>Source: PostgreSQL's appendix "Error Codes"; H2's {@code ErrorCode}, which gives its own
 * five-digit codes as states where SQL has none; SQLite's "Result and Error Codes".
 */
final class SqlStates {
  static final String IDLE_IN_TRANSACTION = "25P03";

  /** Conflicts of which nothing remains: the same statement may succeed if tried again. */
  private static final Set<String> RETRYABLE = Set.of("40001", "40P01", "90131", "HYT00", "55P03");

  private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S04");

  private static final Set<String> DUPLICATE = Set.of("23505", "42P07");

  /** Ended by the server, or a connection that the driver has given up. */
  private static final Set<String> LOST =
      Set.of(
          "57P01",
          "57P02",
          "57P03",
          "57P05",
          IDLE_IN_TRANSACTION,
          "90007",
          "90067",
          "90098",
          "90121");

  /** An error of these classes at the commit is the server's answer that it rolled back. */
  private static final Set<String> ROLLED_BACK_CLASSES = Set.of("22", "23", "25", "27", "40", "44");

  private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

  private static final String CONNECTION_EXCEPTION_CLASS = "08";

  private static final int SQLITE_ERROR = 1;
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_CONSTRAINT = 19;

  private SqlStates() {}

  static boolean isConnectionLost(SQLException e) {
    String state = state(e);
    return state.startsWith(CONNECTION_EXCEPTION_CLASS) || LOST.contains(state);
  }

  static boolean isRetryable(SQLException e) {
    return RETRYABLE.contains(state(e));
  }

  static boolean isNoSuchTable(SQLException e) {
    return NO_SUCH_TABLE.contains(state(e));
  }

  static boolean isDuplicate(SQLException e) {
    return DUPLICATE.contains(state(e));
  }

  static boolean isIdledTooLong(SQLException e) {
    return IDLE_IN_TRANSACTION.equals(state(e));
  }

  /** Whether a commit that failed with this error surely took no effect. */
  static boolean surelyRolledBack(SQLException commitFailure) {
    String state = state(commitFailure);
    return state.length() == 5
        && ROLLED_BACK_CLASSES.contains(state.substring(0, 2))
        && !state.equals(STATEMENT_COMPLETION_UNKNOWN);
  }

  private static String state(SQLException e) {
    return Objects.requireNonNullElseGet(e.getSQLState(), () -> stateOfSqlite(e));
  }

  /** SQLite's driver gives no states, only SQLite's own primary result codes. */
  private static String stateOfSqlite(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.getErrorCode()) {
      case SQLITE_ERROR -> message.contains("no such table") ? "42S02" : "";
      case SQLITE_BUSY, SQLITE_LOCKED -> "40001";
      case SQLITE_CONSTRAINT -> message.contains("UNIQUE") ? "23505" : "23000";
      default -> "";
    };
  }
}
