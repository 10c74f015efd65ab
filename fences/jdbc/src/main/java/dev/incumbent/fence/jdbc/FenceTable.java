package dev.incumbent.fence.jdbc;

import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.TokenSpace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The table, and the statements on it that are the same in every dialect. */
final class FenceTable {
  static final String NAME = "incumbent_fence";

  /** The columns that {@link #record} reads, in its order. */
  static final String COLUMNS = "scope, cluster_id, election, token, grant_id, claimed_at";

  static final String DDL =
      """
      CREATE TABLE IF NOT EXISTS incumbent_fence (
        scope      VARCHAR(255) NOT NULL PRIMARY KEY,
        cluster_id VARCHAR(255) NOT NULL,
        election   VARCHAR(255) NOT NULL,
        token      BIGINT       NOT NULL CHECK (token BETWEEN 0 AND %d),
        grant_id   VARCHAR(32)  NOT NULL,
        claimed_at TIMESTAMP WITH TIME ZONE
      )"""
          .formatted(FencingToken.MAX_VALUE);

  private static final String READ = "SELECT " + COLUMNS + " FROM " + NAME + " WHERE scope = ?";

  private static final String INSERT =
      "INSERT INTO "
          + NAME
          + " (scope, cluster_id, election, token, grant_id) VALUES (?, ?, ?, 0, '')";

  /** Raises a row of the same token space whose token is smaller. */
  static final String RAISE =
      "UPDATE "
          + NAME
          + " SET token = ?, grant_id = ?, claimed_at = CURRENT_TIMESTAMP"
          + " WHERE scope = ? AND cluster_id = ? AND election = ? AND token < ?";

  /** Gives a row of one token space another, a higher token, and nobody's grant. */
  static final String MOVE =
      "UPDATE "
          + NAME
          + " SET token = ?, grant_id = '', claimed_at = CURRENT_TIMESTAMP,"
          + " cluster_id = ?, election = ?"
          + " WHERE scope = ? AND cluster_id = ? AND election = ? AND token < ?";

  private FenceTable() {}

  /** Reads the committed row, without a lock. */
  static Optional<FenceRecord> read(Connection connection, String scope) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setString(1, scope);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(record(rows)) : Optional.empty();
      }
    }
  }

  static void insert(Connection connection, String scope, TokenSpace space) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, scope);
      statement.setString(2, space.cluster());
      statement.setString(3, space.election().value());
      statement.executeUpdate();
    }
  }

  static FenceRecord record(ResultSet row) throws SQLException {
    return new FenceRecord(
        row.getString(1),
        new TokenSpace(row.getString(2), new ElectionName(row.getString(3))),
        row.getLong(4),
        row.getString(5),
        instant(row));
  }

  /** SQLite has no type for it: there it is text. */
  private static Optional<Instant> instant(ResultSet row) throws SQLException {
    Object at = row.getObject(6);
    if (at == null) {
      return Optional.empty();
    }
    if (at instanceof String text) {
      return Optional.of(Instant.parse(text));
    }
    return Optional.of(row.getObject(6, OffsetDateTime.class).toInstant());
  }
}
