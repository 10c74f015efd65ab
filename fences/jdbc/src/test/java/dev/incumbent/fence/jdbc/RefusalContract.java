package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which writes the fence refuses, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusalContract {
  abstract Database database();

  final List<Integer> levels() {
    return database().isolationLevels();
  }

  @Test
  final void countsAStaleWrite() throws Exception {
    Scene scene = Scene.claimed(database(), 6);
    RecordingCounters counters = new RecordingCounters();
    assertThatThrownBy(() -> Writes.write(scene.fence(counters), scene, 5))
        .isInstanceOf(StaleTokenException.class);
    assertThat(counters.of("writes.stale.refused")).isEqualTo(1);
  }

  @Test
  final void s3_refusesAMissingTable() {
    JdbcFence fence = JdbcFence.of(database().emptyDataSource(), "counter", "sql");
    assertThatThrownBy(() -> fence.transaction(Scene.writer(5), connection -> true))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("create()");
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void s3_refusesAtEveryLevelTheWriteThatWaitedForAClaim(int level) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence =
        JdbcFence.of(new AtLevel(database().dataSource(), level), scene.scope(), "ledger");
    try (Connection claiming = database().dataSource().getConnection();
        Statement statement = claiming.createStatement()) {
      claiming.setAutoCommit(false);
      statement.executeUpdate(
          "UPDATE incumbent_fence SET token = 6 WHERE scope = '" + scene.scope() + "'");
      CompletableFuture<Void> write =
          CompletableFuture.runAsync(() -> Writes.writeOrThrow(fence, scene, Scene.writer(5)));
      Waiting.until("the write waits", () -> database().isAnybodyWaiting());
      claiming.commit();
      assertThatThrownBy(write::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(StaleTokenException.class);
    }
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void checkRefusesAutocommit() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection connection = database().dataSource().getConnection()) {
      assertThatThrownBy(() -> scene.fence().check(connection, Scene.writer(5)))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("autocommit");
    }
  }

  @Test
  final void checkRefusesAStaleTokenInTheCallersTransaction() throws Exception {
    Scene scene = Scene.claimed(database(), 6);
    try (Connection connection = database().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> scene.fence().check(connection, Scene.writer(5)))
          .isInstanceOf(StaleTokenException.class);
      connection.rollback();
    }
  }
}
