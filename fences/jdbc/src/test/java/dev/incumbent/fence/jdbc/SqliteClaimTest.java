package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SqliteClaimTest extends ClaimContract {
  @Override
  Database database() {
    return SqliteDatabase.WRITE_AHEAD_LOG;
  }

  /** Nothing can end another process's transaction: the claim waits as long as it may. */
  @Test
  void namesTheWriterThatItWaitedFor() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    Claim claim =
        new Claim(
            Scene.SPACE,
            new FencingToken(6),
            Scene.grant(6),
            () -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    try (Connection holder = scene.openTransactionOfToken5()) {
      assertThatThrownBy(() -> scene.fence().claim(claim))
          .isInstanceOf(LeadershipLostException.class)
          .hasMessageContaining("only the end of its process ends");
      scene.write(holder, "unharmed", 5);
      holder.commit();
    }
    assertThat(scene.ledger()).containsExactly("unharmed");
    assertThat(scene.fenceToken()).isEqualTo(5);
  }
}
