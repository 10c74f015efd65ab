package dev.incumbent.fence.jdbc;

import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One scope on one database, of this test alone, with a ledger in which leaders write.
 *
 * @param scope the fence row's key, and the ledger's
 */
record Scene(Database database, String scope) {
  static final TokenSpace SPACE = new TokenSpace("cluster-1", new ElectionName("orders"));

  /** The time left of a lease whose end plays no part. */
  static final Duration PLENTY = Duration.ofSeconds(60);

  /** Ended sessions are what these tests are about: no news. */
  private static final Logger EVICTIONS = Logger.getLogger(HolderEviction.class.getName());

  static {
    EVICTIONS.setLevel(Level.SEVERE);
  }

  /** A scope whose row was created and not yet claimed. */
  static Scene created(Database database) throws SQLException {
    Scene scene = bare(database);
    scene.fence().createScope(SPACE);
    return scene;
  }

  /** A scope without a row. */
  static Scene bare(Database database) throws SQLException {
    Scene scene = new Scene(database, "scope-" + UUID.randomUUID());
    scene.fence().create();
    database.run(
        "CREATE TABLE IF NOT EXISTS ledger (scope VARCHAR(255), entry VARCHAR(255), token BIGINT,"
            + " PRIMARY KEY (scope, entry))");
    return scene;
  }

  /** A scope last claimed with that token. */
  static Scene claimed(Database database, long token) throws Exception {
    Scene scene = created(database);
    scene.fence().claim(claim(token));
    return scene;
  }

  JdbcFence fence() {
    return JdbcFence.of(database.dataSource(), scope, "ledger");
  }

  JdbcFence fence(RecordingCounters counters) {
    return JdbcFence.of(
        JdbcFenceConfig.of(database.dataSource(), scope, "ledger").counters(counters).build());
  }

  static Claim claim(long token) {
    return new Claim(SPACE, new FencingToken(token), grant(token), () -> PLENTY);
  }

  static FencedWriter writer(Claim claim) {
    return new FencedWriter(claim.space(), claim.token(), claim.grant(), claim.remaining());
  }

  static FencedWriter writer(long token) {
    return new FencedWriter(SPACE, new FencingToken(token), grant(token), () -> PLENTY);
  }

  /** The grant that has this token in every test. */
  static GrantId grant(long token) {
    return new GrantId(7, token);
  }

  /** An open transaction of a database session of its own, which passed the check of token 5. */
  Connection openTransactionOfToken5() throws SQLException {
    return openTransaction(writer(5));
  }

  private Connection openTransaction(FencedWriter writer) throws SQLException {
    Connection holder = database.dataSource().getConnection();
    holder.setAutoCommit(false);
    fence().check(holder, writer);
    return holder;
  }

  /** Checks and writes; what it returns commits. */
  Step writeHalf(Claim writer, String entry) throws SQLException {
    Connection holder = openTransaction(writer(writer));
    write(holder, entry, writer.token().value());
    return () -> {
      try (holder) {
        holder.commit();
      }
    };
  }

  /** What a careless restore can do. */
  void loseRow() throws SQLException {
    database.run("DELETE FROM incumbent_fence WHERE scope = '" + scope + "'");
  }

  void write(Connection connection, String entry, long token) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO ledger VALUES (?, ?, ?)")) {
      statement.setString(1, scope);
      statement.setString(2, entry);
      statement.setLong(3, token);
      statement.executeUpdate();
    }
  }

  Set<String> read(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT entry FROM ledger WHERE scope = ?")) {
      statement.setString(1, scope);
      Set<String> entries = new TreeSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getString(1));
        }
      }
      return entries;
    }
  }

  /** What is committed. */
  Set<String> ledger() throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      return read(connection);
    }
  }

  long fenceToken() throws SQLException {
    return fence().findRecord().orElseThrow().token();
  }
}
