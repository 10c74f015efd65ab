package dev.incumbent.fence.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The schedule that tells a check from what only looks like one: the old leader A (token 5) checks
 * and writes, not yet committed; the new leader B claims 6 and reads; A commits.
 *
 * <p>The invariant (S-3): no effect of A's stands under fence 6 that B did not see.
 */
final class Interleaving {
  static final String ENTRY_OF_A = "written by A";

  private Interleaving() {}

  /** How the old leader checks, and writes {@link #ENTRY_OF_A}, in its open transaction. */
  @FunctionalInterface
  interface OldLeader {
    void checkAndWrite(Scene scene, Connection transaction) throws SQLException;
  }

  /** How the new leader claims and then reads the ledger. */
  @FunctionalInterface
  interface NewLeader {
    Set<String> claimAndRead(Scene scene, int isolation) throws Exception;
  }

  /** When A goes on. */
  enum Pace {
    /** As soon as B is done or waits for a lock. */
    WHEN_B_WAITS,
    /** Only when B is done: nothing but ending A's transaction can let B get there. */
    WHEN_B_IS_DONE
  }

  /** What came of it. */
  enum Verdict {
    /** A's write stands, and B did not see it. */
    BROKEN,
    /** A's write stands, and B saw it. */
    SEEN,
    /** A's write does not stand. */
    REFUSED,
    /** B's claim failed: it does not lead. */
    CLAIM_FAILED
  }

  /** The isolation levels of the two leaders' transactions. */
  record Levels(int ofA, int ofB) {}

  static Verdict run(
      Scene scene, Levels levels, OldLeader oldLeader, NewLeader newLeader, Pace pace)
      throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection a = scene.database().dataSource().getConnection()) {
      a.setTransactionIsolation(levels.ofA());
      a.setAutoCommit(false);
      oldLeader.checkAndWrite(scene, a);
      CompletableFuture<Set<String>> readByB =
          CompletableFuture.supplyAsync(() -> claimAndRead(scene, levels.ofB(), newLeader), thread);
      Waiting.until(
          "B is done" + (pace == Pace.WHEN_B_WAITS ? " or waits" : ""),
          () ->
              readByB.isDone()
                  || (pace == Pace.WHEN_B_WAITS && scene.database().isAnybodyWaiting()));
      commitOrFail(a);
      return verdict(scene, readByB);
    } finally {
      thread.shutdown();
    }
  }

  private static Set<String> claimAndRead(Scene scene, int isolation, NewLeader newLeader) {
    try {
      return newLeader.claimAndRead(scene, isolation);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Whether A's commit succeeded is for the ledger to tell. */
  private static void commitOrFail(Connection a) {
    try {
      a.commit();
    } catch (SQLException e) {
      System.Logger log = System.getLogger(Interleaving.class.getName());
      log.log(System.Logger.Level.DEBUG, "A could not commit", e);
    }
  }

  private static Verdict verdict(Scene scene, CompletableFuture<Set<String>> readByB)
      throws SQLException {
    Set<String> seen;
    try {
      seen = readByB.join();
    } catch (CompletionException e) {
      return Verdict.CLAIM_FAILED;
    }
    if (!scene.ledger().contains(ENTRY_OF_A)) {
      return Verdict.REFUSED;
    }
    return seen.contains(ENTRY_OF_A) ? Verdict.SEEN : Verdict.BROKEN;
  }
}
