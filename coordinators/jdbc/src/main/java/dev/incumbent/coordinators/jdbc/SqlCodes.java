package dev.incumbent.coordinators.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * What SQL's own states tell, where a database keeps to them.
 *
 * <p>Source: PostgreSQL's appendix "Error Codes"; H2's {@code ErrorCode}.
 */
final class SqlCodes {
  /** The server's answer that the statement was refused or rolled back. */
  private static final Set<String> REFUSED_CLASSES =
      Set.of("0A", "22", "23", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "HY");

  private static final String COMPLETION_UNKNOWN = "40003";

  private SqlCodes() {}

  static String state(SQLException failure) {
    return Objects.requireNonNullElse(failure.getSQLState(), "");
  }

  /**
   * Whether a statement in autocommit mode that failed so surely changed nothing. A lost connection
   * (08), a server that shuts down (57) and whatever is unknown here may come after the commit.
   */
  static boolean isRefused(SQLException failure) {
    String state = state(failure);
    return state.length() == 5
        && REFUSED_CLASSES.contains(state.substring(0, 2))
        && !state.equals(COMPLETION_UNKNOWN);
  }
}
