package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.OutcomeUnknownException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fenced transaction does, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransactionContract {
  abstract Database database();

  final List<Integer> levels() {
    return database().isolationLevels();
  }

  @Test
  final void commitsWhatTheCurrentLeaderWrites() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    String result =
        scene
            .fence()
            .transaction(
                Scene.writer(5),
                connection -> {
                  scene.write(connection, "order 1", 5);
                  return "done";
                });
    assertThat(result).isEqualTo("done");
    assertThat(scene.ledger()).containsExactly("order 1");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 999_999})
  final void refusesALeaseOfLessThanAMillisecondBeforeItAsksForAConnection(long nanos)
      throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (OneConnectionPool pool = new OneConnectionPool(database().dataSource(), true);
        Connection taken = pool.getConnection()) {
      JdbcFence fence = JdbcFence.of(pool, scene.scope(), "ledger");
      assertThatThrownBy(
              () -> Writes.write(fence, scene, Writes.writer(() -> Duration.ofNanos(nanos))))
          .isInstanceOf(LeadershipLostException.class)
          .hasMessageContaining("less than 1 ms");
      assertThat(taken.isClosed()).isFalse();
    }
  }

  @Test
  final void rollsBackWhenTheLeaseEndsDuringTheWork() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    AtomicInteger readings = new AtomicInteger();
    Supplier<Duration> remaining =
        () -> readings.incrementAndGet() <= 2 ? Scene.PLENTY : Duration.ZERO;
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, Writes.writer(remaining)))
        .isInstanceOf(LeadershipLostException.class)
        .hasMessageContaining("rolled back");
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void rollsBackWhatThrows() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    IllegalStateException ours = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                scene
                    .fence()
                    .transaction(
                        Scene.writer(5),
                        connection -> {
                          scene.write(connection, "half done", 5);
                          throw ours;
                        }))
        .isSameAs(ours);
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void passesOnWhatTheDatabaseSays() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    Writes.write(scene.fence(), scene, 5);
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, 5))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "commit",
        "rollback",
        "close",
        "setAutoCommit",
        "setTransactionIsolation",
        "abort"
      })
  final void s3_refusesWhatWouldLetTheLockGo(String call) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(
            () ->
                scene
                    .fence()
                    .transaction(
                        Scene.writer(5),
                        connection -> {
                          scene.write(connection, "half done", 5);
                          endEarly(connection, call);
                          return true;
                        }))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(call);
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void letsTheWorkUseASavepoint() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    scene
        .fence()
        .transaction(
            Scene.writer(5),
            connection -> {
              scene.write(connection, "kept", 5);
              Savepoint savepoint = connection.setSavepoint();
              scene.write(connection, "dropped", 5);
              connection.rollback(savepoint);
              return true;
            });
    assertThat(scene.ledger()).containsExactly("kept");
  }

  @Test
  final void tellsTheLeaderWhoseSessionAClaimEnded() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    RecordingCounters counters = new RecordingCounters();
    assertThatThrownBy(
            () ->
                scene
                    .fence(counters)
                    .transaction(
                        Scene.writer(5),
                        connection -> {
                          claim6(scene);
                          scene.write(connection, "too late", 5);
                          return true;
                        }))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining("token 5 is stale")
        .hasMessageContaining("token 6")
        .hasCauseInstanceOf(SQLException.class);
    assertThat(scene.ledger()).isEmpty();
    assertThat(counters.of("writes.stale.refused")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void commitsAtEveryLevel(int level) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    Writes.write(
        JdbcFence.of(new AtLevel(database().dataSource(), level), scene.scope(), "ledger"),
        scene,
        5);
    assertThat(scene.ledger()).hasSize(1);
  }

  @Test
  final void saysUnknownWhenTheConnectionIsLostAtTheCommit() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence = JdbcFence.of(new LostAtCommit(database()), scene.scope(), "ledger");
    assertThatThrownBy(() -> Writes.write(fence, scene, 5))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasCauseInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  final void givesTheConnectionBackAsItCame(boolean autocommit) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (OneConnectionPool pool = new OneConnectionPool(database().dataSource(), autocommit)) {
      JdbcFence fence = JdbcFence.of(pool, scene.scope(), "ledger");
      Writes.write(fence, scene, 5);
      assertThatThrownBy(() -> Writes.write(fence, scene, 4))
          .isInstanceOf(StaleTokenException.class);
      assertThatThrownBy(() -> Writes.write(fence, scene, 5)).isInstanceOf(SQLException.class);
      pool.assertClean();
    }
    assertThat(scene.ledger()).hasSize(1);
  }

  @Test
  final void runsUnderALeadershipUntilItIsToldToStop() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    TestLeadership leadership = new TestLeadership(Scene.writer(5));
    scene
        .fence()
        .transaction(
            leadership,
            connection -> {
              scene.write(connection, "while it led", 5);
              return true;
            });
    leadership.stop();
    assertThatThrownBy(() -> scene.fence().transaction(leadership, connection -> true))
        .isInstanceOf(LeadershipLostException.class);
    assertThat(scene.ledger()).containsExactly("while it led");
  }

  private static void claim6(Scene scene) {
    try {
      scene.fence().claim(Scene.claim(6));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endEarly(Connection connection, String call) throws SQLException {
    switch (call) {
      case "commit" -> connection.commit();
      case "rollback" -> connection.rollback();
      case "close" -> connection.close();
      case "setAutoCommit" -> connection.setAutoCommit(true);
      case "abort" -> connection.abort(Runnable::run);
      default -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    }
  }
}
