package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class PostgresBlockedClaimTest extends BlockedClaimContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  @Override
  DataSource restrictedUser() throws Exception {
    return PostgresDatabase.require().user("clerk");
  }

  @Override
  String missingRight() {
    return "pg_signal_backend";
  }

  @Test
  void needsNoMoreThanTheRightsThatThePageNames() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    DataSource claimer = PostgresDatabase.require().user("claimer");
    database().run("GRANT pg_signal_backend TO claimer");
    JdbcFence fence =
        JdbcFence.of(
            JdbcFenceConfig.of(PostgresDatabase.require().user("clerk"), scene.scope(), "ledger")
                .claimsThrough(claimer)
                .build());
    try (Connection holder = PostgresDatabase.require().user("clerk").getConnection()) {
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
      assertThatThrownBy(() -> scene.fence().claim(claimOf6(() -> Duration.ofSeconds(2))))
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
      assertThatThrownBy(() -> scene.fence().claim(claimOf6(() -> Duration.ofSeconds(2))))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("prepared transaction");
    } finally {
      database().run("ROLLBACK PREPARED 'holder'");
    }
    scene.fence().claim(Scene.claim(6));
  }
}
