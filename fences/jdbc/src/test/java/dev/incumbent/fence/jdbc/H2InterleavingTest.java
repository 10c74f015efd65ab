package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.fence.jdbc.Interleaving.Levels;
import dev.incumbent.fence.jdbc.Interleaving.Verdict;
import org.junit.jupiter.api.Test;

final class H2InterleavingTest extends InterleavingContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }

  @Test
  void convictsClaimAndFirstReadInOneTransactionAtSerializable() throws Exception {
    assertThat(
            run(
                new Levels(READ_COMMITTED, SERIALIZABLE),
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
}
