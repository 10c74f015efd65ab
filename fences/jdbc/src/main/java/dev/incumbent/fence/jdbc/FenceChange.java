package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.TokenSpace;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to become of a fence row: a claim's or a move's. The row's token only grows by it.
 *
 * <p>Threads: asked by the thread that waits, the one that changes the row, and the one that ends
 * holders.
 */
interface FenceChange {
  /** What happens to the row, for messages: {@code claimed}. */
  String verb();

  /** The space of the tokens that the row will take. */
  TokenSpace space();

  /** The token that the row will have, as far as is known. */
  long token();

  /** The time left for it; zero when nothing may be changed any more. */
  Duration remaining();

  /** What is known when no time is left, and surely nothing was changed. */
  FailureCode outOfTime();

  /**
   * Returns if that is enough time to begin. Less than a millisecond counts as none.
   *
   * @throws dev.incumbent.error.IncumbentException with {@link #outOfTime} if not
   */
  default void requireTime(Duration left) {
    if (left.toMillis() < 1) {
      String message = "less than 1 ms is left for " + this + ": nothing was " + verb();
      throw new Failure(outOfTime(), message, Long.toString(token()), "").toException();
    }
  }

  /**
   * What may be done to the committed row.
   *
   * @throws dev.incumbent.error.IncumbentException if nothing may
   */
  RowRule decide(String scope, Optional<FenceRecord> row);

  /** The statement that changes the row that was decided on last, if it still is as it was. */
  String statement();

  void bind(PreparedStatement statement, String scope) throws SQLException;
}
