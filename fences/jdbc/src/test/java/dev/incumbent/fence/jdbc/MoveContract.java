package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.TokenSpace;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a move to another token space does, on every database. */
abstract class MoveContract {
  static final TokenSpace NEW = new TokenSpace("cluster-2", new ElectionName("orders"));
  static final Duration BOUND = Duration.ofSeconds(30);

  abstract Database database();

  @Test
  final void s1_movesToAHigherFloorThatOnlyTheNewSpaceGetsAbove() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThat(scene.fence().move(NEW, OptionalLong.empty(), BOUND)).isEqualTo(6);
    FenceRecord row = scene.fence().findRecord().orElseThrow();
    assertThat(row.space()).isEqualTo(NEW);
    assertThat(row.token()).isEqualTo(6);
    assertThat(row.grant()).isEmpty();
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, 5))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> scene.fence().claim(Scene.claim(7)))
        .isInstanceOf(RejectedException.class);
    assertThatThrownBy(() -> scene.fence().claim(ofNew(6))).isInstanceOf(StaleTokenException.class);
    scene.fence().claim(ofNew(7));
    Writes.write(scene.fence(), scene, Scene.writer(ofNew(7)));
    assertThat(scene.ledger()).hasSize(1);
  }

  @Test
  final void s1_nobodyWritesBetweenTheMoveAndTheNextClaim() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    scene.fence().move(Scene.SPACE, OptionalLong.of(9), BOUND);
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, 5))
        .isInstanceOf(StaleTokenException.class);
    assertThatThrownBy(() -> Writes.write(scene.fence(), scene, 9))
        .isInstanceOf(StaleTokenException.class);
    assertThat(scene.ledger()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 5, FencingToken.MAX_VALUE + 1})
  final void s1_refusesToLowerTheFloorAndNamesTheRange(long floor) throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(() -> scene.fence().move(NEW, OptionalLong.of(floor), BOUND))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("'" + floor + "'")
        .hasMessageContaining("above its high-water token 5, to 9007199254740991");
    assertUnmoved(scene);
  }

  @Test
  final void repeatsTheSameMove() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    scene.fence().move(NEW, OptionalLong.of(100), BOUND);
    assertThat(scene.fence().move(NEW, OptionalLong.of(100), BOUND)).isEqualTo(100);
    assertThat(scene.fenceToken()).isEqualTo(100);
  }

  @Test
  final void refusesAMissingRow() throws Exception {
    Scene scene = Scene.bare(database());
    assertThatThrownBy(() -> scene.fence().move(NEW, OptionalLong.empty(), BOUND))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(scene.scope());
  }

  @Test
  final void givesUpInItsTimeAndMovesNothing() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    GatedDataSource gate = new GatedDataSource(database().dataSource());
    JdbcFence fence = JdbcFence.of(gate, scene.scope(), "ledger");
    var mend = gate.shut();
    assertThatThrownBy(() -> fence.move(NEW, OptionalLong.empty(), Duration.ofMillis(200)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("could not be moved");
    mend.run();
    assertUnmoved(scene);
  }

  @Test
  final void s3_noWriteThatPassedItsCheckLandsAfterTheMove() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    try (Connection holder = scene.openTransactionOfToken5()) {
      scene.write(holder, "half done", 5);
      boolean moved = moves(scene);
      boolean landed = commits(holder);
      assertThat(moved && landed).as("both took effect").isFalse();
      assertThat(scene.fenceToken()).isEqualTo(moved ? 6 : 5);
      assertThat(scene.ledger()).hasSize(landed ? 1 : 0);
    }
  }

  /** Whether this database ends the transaction that is in the way. */
  private static boolean moves(Scene scene) throws Exception {
    try {
      scene.fence().move(NEW, OptionalLong.empty(), Duration.ofSeconds(2));
      return true;
    } catch (UnavailableException e) {
      return false;
    }
  }

  private static boolean commits(Connection holder) {
    try {
      holder.commit();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void assertUnmoved(Scene scene) throws Exception {
    FenceRecord row = scene.fence().findRecord().orElseThrow();
    assertThat(row.space()).isEqualTo(Scene.SPACE);
    assertThat(row.token()).isEqualTo(5);
    Writes.write(scene.fence(), scene, 5);
  }

  private static Claim ofNew(long token) {
    return new Claim(NEW, new FencingToken(token), Scene.grant(token), () -> Scene.PLENTY);
  }
}
