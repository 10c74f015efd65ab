package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.fence.jdbc.Interleaving.Levels;
import dev.incumbent.fence.jdbc.Interleaving.Pace;
import dev.incumbent.fence.jdbc.Interleaving.Verdict;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every database must show: the right check passes, and each wrong one is convicted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InterleavingContract {
  static final int READ_COMMITTED = Connection.TRANSACTION_READ_COMMITTED;
  static final int REPEATABLE_READ = Connection.TRANSACTION_REPEATABLE_READ;
  static final int SERIALIZABLE = Connection.TRANSACTION_SERIALIZABLE;

  abstract Database database();

  final List<Integer> levels() {
    return database().isolationLevels();
  }

  final Stream<Levels> pairsOfLevels() {
    return levels().stream().flatMap(a -> levels().stream().map(b -> new Levels(a, b)));
  }

  @ParameterizedTest
  @MethodSource("pairsOfLevels")
  final void s3_claimWaitsForTheWriteThatPassedItsCheck(Levels levels) throws Exception {
    assertThat(run(levels, OldLeaders.RIGHT_CHECK, NewLeaders.WAITING_CLAIM))
        .isEqualTo(Verdict.SEEN);
  }

  @ParameterizedTest
  @MethodSource("pairsOfLevels")
  final void s3_claimEndsTheWriteThatPassedItsCheckAndStays(Levels levels) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    Verdict verdict =
        Interleaving.run(
            scene, levels, OldLeaders.RIGHT_CHECK, NewLeaders.FENCE_CLAIM, Pace.WHEN_B_IS_DONE);
    assertThat(verdict).isEqualTo(Verdict.REFUSED);
    assertThat(scene.fenceToken()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("pairsOfLevels")
  final void s3_claimNeverOverlooksTheWriteThatPassedItsCheck(Levels levels) throws Exception {
    assertThat(run(levels, OldLeaders.RIGHT_CHECK, NewLeaders.FENCE_CLAIM))
        .isIn(Verdict.SEEN, Verdict.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void convictsLockOnAbsentRow(int level) throws Exception {
    Scene scene = Scene.bare(database());
    Verdict verdict =
        Interleaving.run(
            scene,
            new Levels(level, READ_COMMITTED),
            OldLeaders.ABSENT_ROW_PASSES,
            NewLeaders.INSERTING_CLAIM,
            Pace.WHEN_B_WAITS);
    assertThat(verdict).isEqualTo(Verdict.BROKEN);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void convictsUnlockedSubselect(int level) throws Exception {
    assertBroken(level, OldLeaders.UNLOCKED_SUBSELECT, NewLeaders.WAITING_CLAIM);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void convictsPlainSelect(int level) throws Exception {
    assertBroken(level, OldLeaders.PLAIN_SELECT, NewLeaders.WAITING_CLAIM);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void convictsLockInRolledBackSavepoint(int level) throws Exception {
    assertBroken(level, OldLeaders.ROLLED_BACK_SAVEPOINT, NewLeaders.WAITING_CLAIM);
  }

  @ParameterizedTest
  @MethodSource("levels")
  final void convictsTokenInEachRow(int level) throws Exception {
    assertBroken(level, OldLeaders.TOKEN_IN_EACH_ROW, NewLeaders.CLAIM_OF_EACH_ROW);
  }

  /** The wrong checks are convicted with the real claim too: it is the check that is wrong. */
  @ParameterizedTest
  @MethodSource("levels")
  final void convictsPlainSelectUnderTheRealClaim(int level) throws Exception {
    assertBroken(level, OldLeaders.PLAIN_SELECT, NewLeaders.FENCE_CLAIM);
  }

  final void assertBroken(int levelOfA, OldLeaders oldLeader, NewLeaders newLeader)
      throws Exception {
    assertThat(run(new Levels(levelOfA, READ_COMMITTED), oldLeader, newLeader))
        .isEqualTo(Verdict.BROKEN);
  }

  final Verdict run(Levels levels, OldLeaders oldLeader, NewLeaders newLeader) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    Verdict verdict = Interleaving.run(scene, levels, oldLeader, newLeader, Pace.WHEN_B_WAITS);
    if (verdict == Verdict.BROKEN && newLeader != NewLeaders.CLAIM_OF_EACH_ROW) {
      assertThat(scene.fenceToken()).as("evidence of B's claim").isEqualTo(6);
    }
    return verdict;
  }
}
