package dev.incumbent.coordinators.jdbc;

/** The statements that all databases take as they are. */
final class Tables {
  static final String COORDINATOR =
      """
      CREATE TABLE IF NOT EXISTS incumbent_coordinator (
        one SMALLINT PRIMARY KEY CHECK (one = 1),
        cluster_id VARCHAR(64) NOT NULL
      )""";

  static final String FIND_CLUSTER = "SELECT cluster_id FROM incumbent_coordinator WHERE one = 1";

  static final String NAME_CLUSTER =
      "INSERT INTO incumbent_coordinator (one, cluster_id) VALUES (1, ?)";

  static final String READ =
      "SELECT version, token, holder, body FROM incumbent_election WHERE election = ?";

  static final String INSERT =
      "INSERT INTO incumbent_election (election, version, token, holder, body)"
          + " VALUES (?, ?, ?, ?, ?)";

  static final String UPDATE =
      "UPDATE incumbent_election SET version = ?, token = ?, holder = ?, body = ?"
          + " WHERE election = ? AND version = ?";

  /**
   * Takes after, prefix, prefix, prefix and limit. The bound on the left lets an index serve it.
   */
  static final String LIST =
      "SELECT election FROM incumbent_election WHERE election > ? AND election >= ?"
          + " AND SUBSTR(election, 1, LENGTH(CAST(? AS VARCHAR))) = ? ORDER BY election LIMIT ?";

  private Tables() {}
}
