package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.StaleTokenException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a claim does when another's transaction holds the row, on every database. */
abstract class BlockedClaimContract {
  private final RecordingCounters counters = new RecordingCounters();

  abstract Database database();

  /** A user who may use the tables, but may not end another's session. */
  abstract DataSource restrictedUser() throws Exception;

  /** What the error must tell that user to get. */
  abstract String missingRight();

  @Test
  final void endsTheSessionThatHoldsTheRow() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection holder = scene.openTransactionOfToken5()) {
      scene.write(holder, "half done", 5);
      scene.fence(counters).claim(Scene.claim(6));
      assertThatThrownBy(holder::commit).isInstanceOf(SQLException.class);
    }
    assertThat(scene.ledger()).isEmpty();
    counters.await("claims.sessions.ended", 1);
  }

  @Test
  final void endsEverySessionThatHoldsTheRowInTurn() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection first = scene.openTransactionOfToken5();
        Connection second = database().dataSource().getConnection()) {
      second.setAutoCommit(false);
      Future<?> secondChecked = CompletableFuture.runAsync(() -> checkQuietly(scene, second));
      Waiting.until("both checked, or wait", () -> secondChecked.isDone() || isWaiting());
      scene.fence(counters).claim(Scene.claim(6));
      assertThatThrownBy(first::commit).isInstanceOf(SQLException.class);
      secondChecked.get();
    }
    assertThat(scene.fenceToken()).isEqualTo(6);
    counters.await("claims.sessions.ended", 1);
  }

  /** The look that ends a session asks for the committed token itself, whatever was read before. */
  @Test
  final void s3_claimThatWasOvertakenWhileItWaitedEndsNobody() throws Exception {
    Scene scene = Scene.claimed(database(), 7);
    try (Connection holder = database().dataSource().getConnection();
        Connection overtaken = database().dataSource().getConnection();
        Connection second = database().dataSource().getConnection()) {
      holder.setAutoCommit(false);
      scene.fence().check(holder, Scene.writer(7));
      Dialect dialect = database().dialect().dialect();
      int waiting = dialect.sessionId(overtaken);
      Future<?> update = CompletableFuture.runAsync(() -> raiseQuietly(scene, overtaken));
      Waiting.until("it waits", this::isWaiting);
      assertThat(dialect.endHolders(second, waiting, scene.scope(), 6)).isEmpty();
      scene.write(holder, "unharmed", 7);
      assertThat(dialect.endHolders(second, waiting, scene.scope(), 8))
          .singleElement()
          .extracting(Holder::ended)
          .isEqualTo(true);
      update.get();
      assertThatThrownBy(holder::commit).isInstanceOf(SQLException.class);
    }
  }

  @Test
  final void largerOfTwoClaimsThatWaitTogetherWins() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Connection holder = scene.openTransactionOfToken5()) {
      List<Future<Object>> claims =
          threads.invokeAll(
              List.of(() -> outcome(scene, Scene.claim(6)), () -> outcome(scene, Scene.claim(7))));
      assertThat(claims.get(0).get()).isIn("claimed", StaleTokenException.class);
      assertThat(claims.get(1).get()).isEqualTo("claimed");
      assertThatThrownBy(holder::commit).isInstanceOf(SQLException.class);
    } finally {
      threads.shutdown();
    }
    assertThat(scene.fenceToken()).isEqualTo(7);
  }

  @Test
  final void saysWhichRightIsMissingAndGivesUpInTime() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence = JdbcFence.of(restrictedUser(), scene.scope(), "ledger");
    try (Connection holder = scene.openTransactionOfToken5()) {
      assertThatThrownBy(() -> fence.claim(claimOf6(() -> Duration.ofSeconds(2))))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining(missingRight());
      scene.write(holder, "unharmed", 5);
      holder.commit();
    }
    assertThat(scene.ledger()).containsExactly("unharmed");
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  @Test
  final void claimsThroughAnotherUserThanItWrites() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence =
        JdbcFence.of(
            JdbcFenceConfig.of(restrictedUser(), scene.scope(), "ledger")
                .claimsThrough(database().dataSource())
                .build());
    try (Connection holder = restrictedUser().getConnection()) {
      holder.setAutoCommit(false);
      fence.check(holder, Scene.writer(5));
      fence.claim(Scene.claim(6));
      assertThatThrownBy(holder::commit).isInstanceOf(SQLException.class);
    }
    fence.transaction(
        Scene.writer(6),
        connection -> {
          scene.write(connection, "after", 6);
          return true;
        });
    assertThat(scene.ledger()).containsExactly("after");
  }

  @Test
  final void interruptEndsTheWaitAndTheClaim() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    JdbcFence fence = JdbcFence.of(restrictedUser(), scene.scope(), "ledger");
    AtomicReference<Object> outcome = new AtomicReference<>("running");
    try (Connection holder = scene.openTransactionOfToken5()) {
      Thread claimer = new Thread(() -> outcome.set(outcome(fence, Scene.claim(6))));
      claimer.start();
      Waiting.until("the claim waits", this::isWaiting);
      claimer.interrupt();
      claimer.join();
      assertThat(outcome.get()).isEqualTo(InterruptedException.class);
      Waiting.until("the claim's statement is gone", () -> !isWaiting());
      holder.commit();
    }
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  private boolean isWaiting() throws Exception {
    return database().isAnybodyWaiting();
  }

  static Claim claimOf6(Supplier<Duration> remaining) {
    return new Claim(Scene.SPACE, new FencingToken(6), Scene.grant(6), remaining);
  }

  private static Object outcome(Scene scene, Claim claim) {
    return outcome(scene.fence(), claim);
  }

  private static Object outcome(JdbcFence fence, Claim claim) {
    try {
      fence.claim(claim);
      return "claimed";
    } catch (Exception e) {
      return e.getClass();
    }
  }

  private static void raiseQuietly(Scene scene, Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "UPDATE incumbent_fence SET token = token WHERE scope = '" + scene.scope() + "'");
    } catch (SQLException e) {
      // H2's own limit on lock waits: what the test looks at is the holder.
      assertThat(e.getSQLState()).isEqualTo("HYT00");
    }
  }

  private static void checkQuietly(Scene scene, Connection connection) {
    try {
      scene.fence().check(connection, Scene.writer(5));
    } catch (Exception e) {
      // Refused or ended: what the test looks at is the claim.
      assertThat(e).isNotNull();
    }
  }
}
