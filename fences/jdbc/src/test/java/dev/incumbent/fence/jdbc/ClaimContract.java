package dev.incumbent.fence.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.RejectedException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.error.UnavailableException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
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
  final void s1_repeatsTheClaimOfTheSameGrant() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    scene.fence().claim(Scene.claim(5));
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  @Test
  final void s1_refusesAnEqualTokenOfAnotherGrant() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    Claim copy = new Claim(Scene.SPACE, new FencingToken(5), new GrantId(9, 9), () -> Scene.PLENTY);
    assertThatThrownBy(() -> scene.fence().claim(copy))
        .isInstanceOf(StaleTokenException.class)
        .hasMessageContaining(Scene.grant(5).toString());
    assertThat(scene.fence().findRecord().orElseThrow().grant())
        .isEqualTo(Scene.grant(5).toString());
  }

  @Test
  final void s3_refusesASmallerTokenAndNamesBoth() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    StaleTokenException refusal =
        catchThrowableOfType(
            StaleTokenException.class, () -> scene.fence(counters).claim(Scene.claim(4)));
    assertThat(refusal.failure().value()).isEqualTo("4");
    assertThat(refusal.failure().allowed()).isEqualTo("5");
    assertThat(counters.of("claims.stale.refused")).isEqualTo(1);
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  @Test
  final void s1_refusesAnotherTokenSpace() throws Exception {
    Scene scene = Scene.claimed(database(), 5);
    TokenSpace other = new TokenSpace("cluster-2", new ElectionName("orders"));
    Claim claim = new Claim(other, new FencingToken(9), Scene.grant(9), () -> Scene.PLENTY);
    assertThatThrownBy(() -> scene.fence().claim(claim))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("cluster-2/orders")
        .hasMessageContaining("cluster-1/orders");
    assertThat(scene.fenceToken()).isEqualTo(5);
  }

  @Test
  final void s3_refusesAMissingRow() throws Exception {
    Scene scene = Scene.bare(database());
    assertThatThrownBy(() -> scene.fence().claim(Scene.claim(5)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(scene.scope());
    assertThat(scene.fence().findRecord()).isEmpty();
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
    DataSource nowhere =
        new Database.Address(
                database().address().url().replaceFirst("127.0.0.1:\\d+", "127.0.0.1:1"), "x", "x")
            .dataSource();
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
