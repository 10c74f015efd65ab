package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class PostgresClaimTest extends ClaimContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  @Test
  void claimIsSynchronousWhateverTheRole() throws Exception {
    Scene scene = Scene.created(database());
    DataSource careless = PostgresDatabase.require().user("careless");
    noteTheSettingAtCommit();
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

  private void noteTheSettingAtCommit() throws Exception {
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
  }
}
