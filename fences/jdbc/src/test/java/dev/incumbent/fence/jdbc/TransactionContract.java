package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.OutcomeUnknownException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  @Test
  final void s3_refusesAStaleTokenNamesBothAndCounts() throws Exception {
    Scene scene = Scene.claimed(database(), 6);
    RecordingCounters counters = new RecordingCounters();
    StaleTokenException refusal =
        catchThrowableOfType(
            StaleTokenException.class, () -> write(scene.fence(counters), scene, 5));
    assertThat(refusal.failure().value()).isEqualTo("5");
    assertThat(refusal.failure().allowed()).isEqualTo("6");
    assertThat(counters.of("writes.stale.refused")).isEqualTo(1);
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void s3_refusesTheSameTokenOfAnotherGrant() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    FencedWriter copy =
        new FencedWriter(Scene.SPACE, new FencingToken(5), new GrantId(9, 9), () -> Scene.PLENTY);
    assertThatThrownBy(() -> write(scene.fence(), scene, copy))
        .isInstanceOf(StaleTokenException.class);
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void s3_tellsALeaderAboveTheFenceToStop() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(() -> write(scene.fence(), scene, 6))
        .isInstanceOf(LeadershipLostException.class)
        .hasMessageContaining("went back")
        .hasMessageContaining("token 5");
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void s3_refusesBeforeTheFirstClaim() throws Exception {
    Scene scene = Scene.created(database());
    assertThatThrownBy(() -> write(scene.fence(), scene, 1))
        .isInstanceOf(LeadershipLostException.class)
        .hasMessageContaining("never claimed");
  }

  @Test
  final void s3_refusesAMissingRow() throws Exception {
    Scene scene = Scene.bare(database());
    assertThatThrownBy(() -> write(scene.fence(), scene, 5))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(scene.scope());
    assertThat(scene.ledger()).isEmpty();
  }

  @Test
  final void s3_refusesAMissingTable() {
    JdbcFence fence = JdbcFence.of(database().emptyDataSource(), "counter", "sql");
    assertThatThrownBy(() -> fence.transaction(Scene.writer(5), connection -> true))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("create()");
  }

  @Test
  final void s1_refusesAnotherTokenSpace() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    TokenSpace other = new TokenSpace("cluster-1", new ElectionName("stock"));
    FencedWriter writer =
        new FencedWriter(other, new FencingToken(5), Scene.grant(5), () -> Scene.PLENTY);
    assertThatThrownBy(() -> write(scene.fence(), scene, writer))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("cluster-1/stock");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 999_999})
  final void refusesALeaseOfLessThanAMillisecondBeforeItAsksForAConnection(long nanos)
      throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (OneConnectionPool pool = new OneConnectionPool(database().dataSource(), true);
        Connection taken = pool.getConnection()) {
      JdbcFence fence = JdbcFence.of(pool, scene.scope(), "ledger");
      assertThatThrownBy(() -> write(fence, scene, writer(() -> Duration.ofNanos(nanos))))
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
    assertThatThrownBy(() -> write(scene.fence(), scene, writer(remaining)))
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
    write(scene.fence(), scene, 5);
    assertThatThrownBy(() -> write(scene.fence(), scene, 5))
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
          CompletableFuture.runAsync(() -> writeOrThrow(fence, scene, Scene.writer(5)));
      Waiting.until("the write waits", () -> database().isAnybodyWaiting());
      claiming.commit();
      assertThatThrownBy(write::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(StaleTokenException.class);
    }
    assertThat(scene.ledger()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void commitsAtEveryLevel(int level) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    write(
        JdbcFence.of(new AtLevel(database().dataSource(), level), scene.scope(), "ledger"),
        scene,
        5);
    assertThat(scene.ledger()).hasSize(1);
  }

  @Test
  final void saysUnknownWhenTheConnectionIsLostAtTheCommit() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence = JdbcFence.of(new LostAtCommit(database()), scene.scope(), "ledger");
    assertThatThrownBy(() -> write(fence, scene, 5))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasCauseInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  final void givesTheConnectionBackAsItCame(boolean autocommit) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (OneConnectionPool pool = new OneConnectionPool(database().dataSource(), autocommit)) {
      JdbcFence fence = JdbcFence.of(pool, scene.scope(), "ledger");
      write(fence, scene, 5);
      assertThatThrownBy(() -> write(fence, scene, 4)).isInstanceOf(StaleTokenException.class);
      assertThatThrownBy(() -> write(fence, scene, 5)).isInstanceOf(SQLException.class);
      pool.assertClean();
    }
    assertThat(scene.ledger()).hasSize(1);
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

  static FencedWriter writer(Supplier<Duration> remaining) {
    return new FencedWriter(Scene.SPACE, new FencingToken(5), Scene.grant(5), remaining);
  }

  static void write(JdbcFence fence, Scene scene, long token) throws SQLException {
    write(fence, scene, Scene.writer(token));
  }

  static void write(JdbcFence fence, Scene scene, FencedWriter writer) throws SQLException {
    fence.transaction(
        writer,
        connection -> {
          scene.write(connection, "order", writer.token().value());
          return true;
        });
  }

  private static void writeOrThrow(JdbcFence fence, Scene scene, FencedWriter writer) {
    try {
      write(fence, scene, writer);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
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
