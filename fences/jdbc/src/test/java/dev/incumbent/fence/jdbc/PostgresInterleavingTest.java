package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.fence.jdbc.Interleaving.Levels;
import dev.incumbent.fence.jdbc.Interleaving.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PostgresInterleavingTest extends InterleavingContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  @ParameterizedTest
  @MethodSource("levels")
  void convictsForKeyShare(int level) throws Exception {
    assertBroken(level, OldLeaders.FOR_KEY_SHARE, NewLeaders.WAITING_CLAIM);
  }

  /** Only where every reader is serializable too does PostgreSQL itself refuse the write. */
  @ParameterizedTest
  @EnumSource(names = {"UNLOCKED_SUBSELECT", "PLAIN_SELECT"})
  void acquitsUnlockedChecksWhereEverybodyIsSerializable(OldLeaders oldLeader) throws Exception {
    assertThat(run(new Levels(SERIALIZABLE, SERIALIZABLE), oldLeader, NewLeaders.WAITING_CLAIM))
        .isEqualTo(Verdict.REFUSED);
  }

  @Test
  void convictsClaimAndFirstReadInOneTransactionAtRepeatableRead() throws Exception {
    assertThat(
            run(
                new Levels(READ_COMMITTED, REPEATABLE_READ),
                OldLeaders.RIGHT_CHECK,
                NewLeaders.CLAIM_AND_READ_IN_ONE))
        .isEqualTo(Verdict.BROKEN);
  }

  @Test
  void acquitsClaimAndFirstReadInOneTransactionAtReadCommitted() throws Exception {
    assertThat(
            run(
                new Levels(READ_COMMITTED, READ_COMMITTED),
                OldLeaders.RIGHT_CHECK,
                NewLeaders.CLAIM_AND_READ_IN_ONE))
        .isEqualTo(Verdict.SEEN);
  }

  @Test
  void failsClaimAndFirstReadInOneTransactionWhereEverybodyIsSerializable() throws Exception {
    assertThat(
            run(
                new Levels(SERIALIZABLE, SERIALIZABLE),
                OldLeaders.RIGHT_CHECK,
                NewLeaders.CLAIM_AND_READ_IN_ONE))
        .isIn(Verdict.CLAIM_FAILED, Verdict.REFUSED);
  }
}
