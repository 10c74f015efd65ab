package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class PostgresClaimTest extends ClaimContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  @Override
  DataSource restrictedUser() throws Exception {
    return user("clerk");
  }

  @Override
  String missingRight() {
    return "pg_signal_backend";
  }

  @Test
  void needsNoMoreThanTheRightsThatThePageNames() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    DataSource claimer = user("claimer");
    database().run("GRANT pg_signal_backend TO claimer");
    JdbcFence fence =
        JdbcFence.of(
            JdbcFenceConfig.of(user("clerk"), scene.scope(), "ledger")
                .claimsThrough(claimer)
                .build());
    try (Connection holder = user("clerk").getConnection()) {
      holder.setAutoCommit(false);
      fence.check(holder, Scene.writer(5));
      fence.claim(Scene.claim(6));
      assertThatThrownBy(holder::commit).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void endsNobodyWhoLocksTheTableForAnotherReason() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection other = database().dataSource().getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE incumbent_fence IN SHARE ROW EXCLUSIVE MODE");
      assertThatThrownBy(() -> scene.fence().claim(claimOf6(() -> Duration.ofMillis(500))))
          .isInstanceOf(UnavailableException.class);
      scene.write(other, "unharmed", 5);
      other.commit();
    }
    assertThat(scene.ledger()).containsExactly("unharmed");
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  @Test
  void namesAPreparedTransactionWhichItCannotEnd() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection holder = scene.openTransactionOfToken5();
        Statement statement = holder.createStatement()) {
      statement.execute("PREPARE TRANSACTION 'holder'");
    }
    try {
      assertThatThrownBy(() -> scene.fence().claim(claimOf6(() -> Duration.ofMillis(500))))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("prepared transaction");
    } finally {
      database().run("ROLLBACK PREPARED 'holder'");
    }
    scene.fence().claim(Scene.claim(6));
  }

  @Test
  void claimIsSynchronousWhateverTheRole() throws Exception {
    Scene scene = Scene.created(database());
    DataSource careless = user("careless");
    database()
        .run(
            "ALTER ROLE careless SET synchronous_commit = off",
            "CREATE TABLE IF NOT EXISTS seen_at_commit (scope TEXT, setting TEXT)",
            "GRANT INSERT ON seen_at_commit TO careless",
            "CREATE OR REPLACE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT"
                + " INTO seen_at_commit VALUES (NEW.scope, current_setting('synchronous_commit'));"
                + " RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER see AFTER UPDATE ON incumbent_fence DEFERRABLE INITIALLY"
                + " DEFERRED FOR EACH ROW EXECUTE FUNCTION see()");
    try {
      JdbcFence.of(careless, scene.scope(), "ledger").claim(Scene.claim(5));
    } finally {
      database().run("DROP TRIGGER see ON incumbent_fence");
    }
    try (Connection connection = database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT setting FROM seen_at_commit WHERE scope = '" + scene.scope() + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("on");
    }
  }

  private DataSource user(String name) throws SQLException {
    database()
        .run(
            "DO $$ BEGIN CREATE ROLE "
                + name
                + " LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
            "GRANT SELECT, INSERT, UPDATE ON incumbent_fence TO " + name,
            "GRANT SELECT, INSERT ON ledger TO " + name);
    return database().dataSource(name, "");
  }
}
