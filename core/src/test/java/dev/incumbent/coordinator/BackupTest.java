package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.delete;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.put;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.CodecException;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** S-1, restore: what a cluster goes on from when it is put back from a copy. */
final class BackupTest {
  private static final long RAISE = 1L << 32;
  private static final Backup.Origin ORIGIN = new Backup.Origin("c1", 77_000);
  private static final StateConfig CONFIG = StateConfig.defaults();

  @Test
  void s1_grantsAfterARestoreWithTokensAboveAllThatWereGrantedAfterTheCopy() throws IOException {
    Rig old = held();
    byte[] copy = backup(old);
    for (int i = 0; i < 50; i++) {
      old.ask(S2, campaign(BILLING, BERT));
      old.ask(S2, Ops.release(BILLING, old.token(BILLING)));
    }

    Rig rig = restored(copy, CONFIG);
    rig.openSession(S3);
    rig.ask(S3, campaign(ORDERS, CARL));
    rig.elapsed(Delay.holdOff());

    assertThat(rig.token(ORDERS).value())
        .isEqualTo(1 + RAISE + 1)
        .isGreaterThan(old.machine.state().lastToken());
  }

  @Test
  void s1_raisesEveryCounter() throws IOException {
    Rig old = held();
    FencingToken token = old.token(ORDERS);
    var grant = old.holder(ORDERS).grant();
    old.ask(S1, put(ORDERS, token, grant, "k", "v"));
    old.ask(S1, put(ORDERS, token, grant, "gone", "v"));
    old.ask(S1, delete(ORDERS, token, grant, "gone"));
    CoordinatorState before = old.machine.state();

    CoordinatorState after = Backup.read(stream(backup(old)), CONFIG).restored();

    assertThat(after.totals().lastToken()).isEqualTo(before.totals().lastToken() + RAISE);
    assertThat(after.totals().lastOrder()).isEqualTo(before.totals().lastOrder() + RAISE);
    assertThat(after.totals().storedBytes()).isEqualTo(1);
    assertThat(after.index()).isEqualTo(before.index() + RAISE);
    Answer.Stored stored = after.value("k").orElseThrow();
    assertThat(stored.version()).isEqualTo(1 + RAISE);
    assertThat(after.tables().election(ORDERS).orElseThrow().deletedVersion()).isEqualTo(1 + RAISE);
  }

  @Test
  void s1_endsEverySessionWhoseRequestsThenHaveAnUnknownOutcome() throws IOException {
    Rig rig = restored(backup(held()), CONFIG);

    assertThat(rig.machine.state().sessionCount()).isZero();
    assertThat(rig.queue(ORDERS)).isEmpty();
    assertThat(rig.failure(S1, campaign(ORDERS, ANNA)).code())
        .isEqualTo(FailureCode.OUTCOME_UNKNOWN);
  }

  @Test
  void c1_givesEachOpenLeadershipOneEndThatIsNotClean() throws IOException {
    Rig rig = restored(backup(held()), CONFIG);

    assertThat(rig.findHolder(ORDERS)).isEmpty();
    ElectionView.Past past = rig.history(ORDERS).get(0);
    assertThat(rig.history(ORDERS)).hasSize(1);
    assertThat(past.reason()).isEqualTo(EndReason.RESTORED);
    assertThat(past.candidate()).isEqualTo(ANNA);
    assertThat(past.endedAtMillis()).isEqualTo(77_000);
    rig.openSession(S3);
    rig.ask(S3, fenced(ORDERS, CARL, "mail"));
    rig.elapsed(Delay.holdOff());
    assertThat(rig.lastGrant(S3).fencesToClaim())
        .as("those of the leadership that the copy held")
        .containsExactly("ledger", "mail");
  }

  @Test
  void s1_grantsNothingForTheMaximumTtlAsItIsSetNow() throws IOException {
    StateConfig longer = CONFIG.withMaxTtl(Duration.ofMinutes(10));
    Rig rig = restored(backup(held()), longer);
    rig.openSession(S3);
    rig.ask(S3, campaign(ORDERS, CARL));
    rig.ask(S3, campaign(BILLING, CARL));

    assertThat(rig.machine.state().delays()).contains(new Delay.Running(Delay.holdOff(), 600_000));
    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.findHolder(BILLING)).isEmpty();
    assertThat(rig.conditions(BILLING).heldOff()).isTrue();
    rig.nextTerm();
    rig.present(S3);
    rig.apply(new Command.Elapsed(Delay.holdOff(), rig.term() - 1));
    assertThat(rig.findHolder(ORDERS)).as("another term's word").isEmpty();

    rig.elapsed(Delay.holdOff());

    assertThat(rig.leader(ORDERS)).isEqualTo(CARL);
    assertThat(rig.leader(BILLING)).isEqualTo(CARL);
    assertThat(rig.conditions(BILLING).heldOff()).isFalse();
  }

  @Test
  void s1_keepsTheHoldOffInSnapshotsOfTheRestoredCluster() throws IOException {
    CoordinatorState state = Backup.read(stream(backup(held())), CONFIG).restored();
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    state.writeSnapshot(snapshot);

    CoordinatorState read = SnapshotCodec.read(stream(snapshot.toByteArray()), CONFIG);

    assertThat(read.holdOff()).isEqualTo(state.holdOff()).isPresent();
  }

  @Test
  void s1_refusesACopyWhoseLeasesTheHoldOffWouldNotOutlast() throws IOException {
    Rig old = new Rig(CONFIG.withMaxTtl(Duration.ofMinutes(10)));
    old.apply(new Command.OpenSession(S1, 120_000, "slow"));
    Backup backup = Backup.read(stream(backup(old)), CONFIG);

    assertThatThrownBy(backup::restored)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("120000 ms")
        .hasMessageContaining("maximum of 60000 ms")
        .hasMessageContaining("--max-ttl");
  }

  @Test
  void keepsWhatOperatorsSetAndWhoseWorkMayStillBeWriting() throws IOException {
    Rig old = held();
    old.operate(S2, ORDERS, new OperatorAct.Pause());
    old.expire(S1);

    Rig rig = restored(backup(old), CONFIG);

    assertThat(rig.conditions(ORDERS).paused()).isTrue();
    assertThat(rig.conditions(ORDERS).inherited().known()).hasSize(1);
    assertThat(rig.history(ORDERS).get(0).reason()).isEqualTo(EndReason.EXPIRED);
  }

  @Test
  void givesTheSameStateOnEveryNode() throws IOException {
    byte[] copy = backup(held());

    assertThat(snapshot(Backup.read(stream(copy), CONFIG).restored()))
        .isEqualTo(snapshot(Backup.read(stream(copy), CONFIG).restored()));
  }

  @Test
  void grantsNothingMoreOnceTokensAreUsedUp() throws IOException {
    Rig old = held();
    old.operate(S1, ORDERS, new OperatorAct.RaiseFloor(FencingToken.MAX_VALUE - 5));

    Rig rig = restored(backup(old), CONFIG);
    rig.openSession(S3);
    rig.ask(S3, campaign(ORDERS, CARL));
    rig.elapsed(Delay.holdOff());

    assertThat(rig.machine.state().lastToken()).isEqualTo(FencingToken.MAX_VALUE);
    assertThat(rig.findHolder(ORDERS)).isEmpty();
  }

  @Test
  void knowsWhereItIsFromAndRefusesWhatIsNoBackup() throws IOException {
    byte[] copy = backup(held());

    assertThat(Backup.read(stream(copy), CONFIG).origin()).isEqualTo(ORIGIN);
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    held().machine.state().writeSnapshot(snapshot);
    assertThatThrownBy(() -> Backup.read(stream(snapshot.toByteArray()), CONFIG))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("a backup");
    assertThatThrownBy(() -> Backup.read(stream(Arrays.copyOf(copy, copy.length - 1)), CONFIG))
        .isInstanceOf(CodecException.class);
  }

  /** Anna leads ORDERS with the fence "ledger"; Bert waits. */
  private static Rig held() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, campaign(ORDERS, BERT));
    return rig;
  }

  private static byte[] backup(Rig rig) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    rig.machine.state().writeBackup(ORIGIN, out);
    return out.toByteArray();
  }

  private static byte[] snapshot(CoordinatorState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    state.writeSnapshot(out);
    return out.toByteArray();
  }

  private static ByteArrayInputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static Rig restored(byte[] copy, StateConfig config) throws IOException {
    Rig rig = new Rig(config);
    rig.goOnFrom(Backup.read(stream(copy), config).restored());
    return rig;
  }
}
