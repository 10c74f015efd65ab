package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.TokenSpace;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a claim does, on every database. */
abstract class ClaimContract {
  private final RecordingCounters counters = new RecordingCounters();

  abstract Database database();

  @Test
  final void raisesTheTokenAndRecordsTheGrant() throws Exception {
    Scene scene = Scene.created(database());
    scene.fence(counters).claim(Scene.claim(5));
    FenceRecord record = scene.fence().findRecord().orElseThrow();
    assertThat(record.token()).isEqualTo(5);
    assertThat(record.grant()).isEqualTo(Scene.grant(5).toString());
    assertThat(record.space()).isEqualTo(Scene.SPACE);
    assertThat(record.claimedAt()).isPresent();
    assertThat(counters.of("claims.made")).isEqualTo(1);
  }

  @Test
  final void countsAStaleClaim() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    assertThatThrownBy(() -> scene.fence(counters).claim(Scene.claim(4)))
        .isInstanceOf(StaleTokenException.class);
    assertThat(counters.of("claims.stale.refused")).isEqualTo(1);
  }

  @Test
  final void refusesAMissingTable() {
    JdbcFence fence = JdbcFence.of(database().emptyDataSource(), "counter", "sql");
    assertThatThrownBy(() -> fence.claim(Scene.claim(5)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("create()");
  }

  @Test
  final void failsAtOnceWhereThereIsNoDatabase() {
    DataSource nowhere = database().unreachableDataSource();
    assertThatThrownBy(() -> JdbcFence.of(nowhere, "counter", "sql").claim(Scene.claim(5)))
        .isInstanceOf(UnavailableException.class)
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  final void createsAScopeOnceAndForOneTokenSpace() throws Exception {
    Scene scene = Scene.bare(database());
    assertThat(scene.fence().createScope(Scene.SPACE)).isTrue();
    assertThat(scene.fence().createScope(Scene.SPACE)).isFalse();
    assertThatThrownBy(
            () -> scene.fence().createScope(new TokenSpace("cluster-1", new ElectionName("stock"))))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("cluster-1/stock");
  }

  @Test
  final void givesTheConnectionBackAsItCame() throws Exception {
    Scene scene = Scene.created(database());
    try (OneConnectionPool pool = new OneConnectionPool(database().dataSource(), false)) {
      JdbcFence.of(pool, scene.scope(), "ledger").claim(Scene.claim(5));
      pool.assertClean();
    }
  }
}
