package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a leader does inside one fenced transaction.
 *
 * <p>Threads: runs once, on the thread that called {@code transaction}. The connection belongs to
 * the transaction: a call on it that would end the transaction early is refused with {@code
 * REJECTED} ({@code commit}, {@code rollback} of everything, {@code setAutoCommit}, {@code close},
 * {@code abort}, a change of isolation level). A savepoint of the work's own is fine.
 */
@FunctionalInterface
public interface SqlWork<T> {
  /**
   * Does the work; whatever it throws rolls the transaction back.
   *
   * @throws SQLException whatever the database says; it reaches the caller of {@code transaction}
   */
  T run(Connection connection) throws SQLException;
}
