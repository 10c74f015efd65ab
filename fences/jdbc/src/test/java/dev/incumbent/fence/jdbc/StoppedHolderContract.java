package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.StaleTokenException;
import org.junit.jupiter.api.Test;

/** A leader's process that is stopped between its check and its commit. */
abstract class StoppedHolderContract {
  abstract Database database();

  /** What the resumed process gets for the commit that it was about to make. */
  abstract String answerToItsCommit();

  @Test
  final void s3_claimEndsTheTransactionOfAStoppedProcess() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    RecordingCounters counters = new RecordingCounters();
    JdbcFence fence = scene.fence(counters);
    try (HolderProcess holder = HolderProcess.start(scene)) {
      assertThat(holder.says()).isEqualTo("HOLDING");
      holder.stop();
      fence.claim(Scene.claim(6));
      counters.await("claims.sessions.ended", 1);
      fence.transaction(
          Scene.writer(6),
          connection -> {
            assertThat(scene.read(connection)).isEmpty();
            scene.write(connection, "of the new leader", 6);
            return true;
          });
      assertThat(holder.state()).as("still stopped").isEqualTo('T');
      holder.goOn();
      assertThat(holder.says()).startsWith("FIRST " + answerToItsCommit());
      assertThat(holder.says())
          .startsWith("SECOND StaleTokenException token 5 is stale")
          .endsWith("last claimed with token 6");
    }
    assertThat(scene.ledger()).containsExactly("of the new leader");
  }

  @Test
  final void s3_lateClaimLeavesAStoppedProcessAlone() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    RecordingCounters counters = new RecordingCounters();
    try (HolderProcess holder = HolderProcess.start(scene)) {
      assertThat(holder.says()).isEqualTo("HOLDING");
      holder.stop();
      assertThatThrownBy(() -> scene.fence(counters).claim(Scene.claim(4)))
          .isInstanceOf(StaleTokenException.class);
      holder.goOn();
      assertThat(holder.says()).isEqualTo("FIRST COMMITTED");
      assertThat(holder.says()).isEqualTo("SECOND COMMITTED");
    }
    assertThat(counters.of("claims.sessions.ended")).isZero();
    assertThat(scene.ledger()).containsExactly("first", "second");
  }
}
