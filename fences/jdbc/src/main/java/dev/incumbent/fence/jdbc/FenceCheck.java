package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.spi.Counters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The check itself: lock the row, then compare. */
final class FenceCheck {
  static final String REFUSED_WRITES = "writes.stale.refused";

  private final String scope;
  private final Counters counters;
  private final DialectSource dialects;

  FenceCheck(String scope, Counters counters, DialectSource dialects) {
    this.scope = scope;
    this.counters = counters;
    this.dialects = dialects;
  }

  /**
   * Locks the fence row in the connection's transaction and returns if it is the writer's.
   *
   * @throws SQLException if the row could not be locked or read: nothing is known about the writer
   */
  HeldFence hold(Connection connection, FencedWriter writer) throws SQLException {
    Dialect dialect = dialects.of(connection);
    long idleMillis =
        FenceRefusals.requireMillisLeft(
            writer.space(), writer.token(), writer.remaining(), "nothing was written");
    HeldFence held;
    try {
      held = dialect.hold(connection, scope, idleMillis);
    } catch (SQLException e) {
      if (SqlStates.isNoSuchTable(e)) {
        throw FenceRefusals.missing(scope).toException();
      }
      throw e;
    }
    requireOwn(held.row(), writer, Optional.empty());
    return held;
  }

  /** Whether the transaction in which {@code held} was locked is still the connection's. */
  boolean isStillHeld(Connection connection, HeldFence held) throws SQLException {
    return dialects.of(connection).isStillHeld(connection, held);
  }

  /**
   * Returns if the row is the writer's.
   *
   * @param cause what made somebody look
   */
  void requireOwn(
      Optional<FenceRecord> row, FencedWriter writer, Optional<? extends Throwable> cause) {
    Optional<Failure> refusal = WriteRule.refusal(scope, row, writer);
    if (refusal.isPresent()) {
      if (refusal.get().code() == FailureCode.STALE_TOKEN) {
        counters.add(REFUSED_WRITES, 1);
      }
      RuntimeException refused = refusal.get().toException();
      cause.ifPresent(refused::initCause);
      throw refused;
    }
  }
}
