package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.MAIL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.delete;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.lockDelayed;
import static dev.incumbent.coordinator.Ops.put;
import static dev.incumbent.coordinator.Ops.raiseFloor;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static dev.incumbent.coordinator.Rig.S4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.ByteWriter;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.Golden;
import dev.incumbent.codec.SnapshotOutput;
import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SnapshotCodecTest {
  private static final String GOLDEN = "snapshot/state.hex";

  @Test
  void keepsTheBytesOfVersionOne() throws IOException {
    byte[] bytes = write(populated().machine.state());

    Golden.assertBytes(GOLDEN, bytes);
    assertThat(write(read(Golden.readBytes(GOLDEN)))).isEqualTo(bytes);
  }

  @Test
  void restoresEverythingThatAStateShows() throws IOException {
    CoordinatorState state = populated().machine.state();

    CoordinatorState restored = read(write(state));

    assertThat(restored.index()).isEqualTo(state.index());
    assertThat(restored.term()).isEqualTo(state.term());
    assertThat(restored.lastToken()).isEqualTo(state.lastToken());
    assertThat(restored.sessions()).containsExactlyElementsOf(state.sessions());
    assertThat(restored.elections("", "", 100)).isEqualTo(state.elections("", "", 100));
    assertThat(restored.withdrawn()).containsExactlyElementsOf(state.withdrawn());
    assertThat(restored.value("limit")).isEqualTo(state.value("limit"));
    assertThat(restored.answered(S1, 1)).isEqualTo(state.answered(S1, 1));
    assertThat(restored.totals()).isEqualTo(state.totals());
    assertThat(restored.delays()).isEqualTo(state.delays()).hasSize(2);
    assertThat(restored.notable(9)).isEqualTo(state.notable(9)).hasSize(2);
  }

  @Test
  void s1_goesOnWithLargerTokensAfterARestore() throws IOException {
    Rig rig = populated();
    long lastToken = rig.machine.state().lastToken();

    rig.machine.restore(read(write(rig.machine.state())));
    rig.apply(new Command.EndLeadership(ORDERS, rig.token(ORDERS), EndReason.REVOKED, rig.term()));

    assertThat(rig.token(ORDERS).value()).isEqualTo(lastToken + 1);
  }

  @Test
  void writesAnEmptyStateToo() throws IOException {
    CoordinatorState empty = CoordinatorState.empty(StateConfig.defaults());

    CoordinatorState restored = read(write(empty));

    assertThat(restored.lastToken()).isZero();
    assertThat(restored.sessionCount()).isZero();
  }

  @Test
  void refusesASnapshotThatEndsEarlyWhereverItEnds() throws IOException {
    byte[] bytes = write(populated().machine.state());
    for (int length = 0; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);

      assertThatThrownBy(() -> read(truncated))
          .as("first %s bytes", length)
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void refusesASnapshotWithOneBitFlippedWhereverItIs() throws IOException {
    byte[] bytes = write(populated().machine.state());
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

      assertThatThrownBy(() -> read(flipped)).as("bit %s", bit).isInstanceOf(CodecException.class);
    }
  }

  @Test
  void refusesAnUnknownFormatByName() throws IOException {
    byte[] bytes = write(populated().machine.state());
    bytes[4] = 9;

    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessage("snapshot format 9 is unknown: this node reads 1");
  }

  @Test
  void refusesWhatIsNotASnapshotAtAll() {
    assertThatThrownBy(() -> read(new byte[100]))
        .isInstanceOf(CodecException.class)
        .hasMessage("at byte 0: expected a snapshot, which begins with INCS");
  }

  @Test
  void refusesWhatFollowsTheTrailer() throws IOException {
    byte[] bytes = write(populated().machine.state());

    assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(CodecException.class)
        .hasMessage("at byte " + bytes.length + ": expected the end of the snapshot");
  }

  @Test
  void refusesARecordThatClaimsMoreThanTheInputHolds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SnapshotOutput(out, SnapshotCodec.VERSION);
    out.write(Golden.bytes("ffffff1f"));

    assertThatThrownBy(() -> read(out.toByteArray()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("the snapshot is truncated");
  }

  @Test
  void refusesRecordsThatBelongToNothing() {
    Candidate stray = Candidate.of(S3, 1, campaign(ORDERS, ANNA));
    ByteWriter head = head(0);
    ByteWriter candidate =
        ElectionCodec.writeCandidate(new ByteWriter().u8(SnapshotCodec.CANDIDATE), stray);
    ByteWriter election =
        ElectionCodec.writeElection(
            new ByteWriter().u8(SnapshotCodec.ELECTION), ElectionRecord.unknown(ORDERS));

    assertRefused("one head, before all else", candidate);
    assertRefused("one head, before all else", head, head);
    assertRefused("an election before what belongs to it", head, candidate);
    assertRefused("a candidate of an open session", head, election, candidate);
    assertRefused("each election once", head, election, election);
    assertRefused("a record kind from 1 to 6, not 7", head, new ByteWriter().u8(7));
    assertRefused("a head in the snapshot");
  }

  @Test
  void refusesATokenBeyondTheCounter() {
    ByteWriter head = head(4);
    ElectionRecord ahead =
        new ElectionRecord(
            ORDERS,
            Optional.empty(),
            PersistentMap.empty(),
            List.of(),
            Optional.of(new ElectionRecord.Claimed(new FencingToken(5), new GrantId(1, 1))),
            Predecessors.NONE,
            0,
            Upkeep.NONE);

    assertRefused(
        "a token up to the counter, 4",
        head,
        ElectionCodec.writeElection(new ByteWriter().u8(SnapshotCodec.ELECTION), ahead));
  }

  private static ByteWriter head(long lastToken) {
    return new ByteWriter()
        .u8(SnapshotCodec.HEAD)
        .varint(1)
        .varint(1)
        .varint(lastToken)
        .varint(1)
        .bool(false)
        .bool(false);
  }

  /** A state with something of everything in it. */
  private static Rig populated() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, fenced(ORDERS, BERT, "mail"));
    rig.ask(S3, campaign(ORDERS, CARL, -3));
    rig.apply(new Command.EndLeadership(ORDERS, rig.token(ORDERS), EndReason.CRASHED, rig.term()));
    rig.ask(S1, new Operation.RequestHandover(ORDERS, CARL));
    rig.ask(S2, new Operation.Abandon(ORDERS, rig.token(ORDERS)));
    rig.ask(S3, campaign(BILLING, CARL));
    GrantId grant = rig.holder(BILLING).grant();
    FencingToken token = rig.token(BILLING);
    rig.ask(S3, put(BILLING, token, grant, "limit", "17"));
    rig.ask(S3, put(BILLING, token, grant, "old", "18"));
    rig.ask(S3, delete(BILLING, token, grant, "old"));
    rig.ask(S2, campaign(BILLING, BERT, 5_000));
    rig.ask(S3, raiseFloor(BILLING, token, token.value() + 9));
    rig.openSession(S4);
    rig.ask(S4, lockDelayed(MAIL, CARL, 15_000));
    rig.expire(S4);
    rig.ask(S2, new Operation.Operate(MAIL, new OperatorAct.Pause()));
    return rig;
  }

  private static void assertRefused(String message, ByteWriter... records) {
    assertThatThrownBy(
            () -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              SnapshotOutput out = new SnapshotOutput(bytes, SnapshotCodec.VERSION);
              for (ByteWriter record : records) {
                out.record(record);
              }
              out.end();
              read(bytes.toByteArray());
            })
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message);
  }

  private static byte[] write(CoordinatorState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    state.writeSnapshot(out);
    return out.toByteArray();
  }

  private static CoordinatorState read(byte[] bytes) throws IOException {
    return SnapshotCodec.read(new ByteArrayInputStream(bytes), StateConfig.defaults());
  }
}
