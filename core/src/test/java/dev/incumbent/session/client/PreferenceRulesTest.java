package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static dev.incumbent.session.client.ClientRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A preferred candidate asks for the leadership late enough, and not too often. */
final class PreferenceRulesTest {
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void asksAtFirstOnlyWhoHolds() {
    ClientRig rig = waiting(30_000, 10_000);

    assertThat(rig.requests(Operation.Prefer.class)).hasSize(1);
    assertThat(last(rig)).isEqualTo(prefer(0));
  }

  @Test
  void asksForTheLeadershipOnceItHasStoodForLongEnough() {
    ClientRig rig = waiting(30_000, 10_000);
    noted(rig, 7);
    rig.keepAlive(29_500);
    assertThat(rig.requests(Operation.Prefer.class)).hasSize(1);

    rig.keepAlive(500);

    assertThat(last(rig)).isEqualTo(prefer(7));
  }

  @Test
  void asksForALeadershipThatItHasSeenForTheWholeInterval() {
    ClientRig rig = waiting(1_000, 10_000);
    noted(rig, 7);
    rig.keepAlive(10_000);
    // It was asked against 7, but another holds by now: that one has its interval, too.
    noted(rig, 8);
    rig.keepAlive(9_500);
    assertThat(rig.requests(Operation.Prefer.class)).hasSize(2);

    rig.keepAlive(500);

    assertThat(last(rig)).isEqualTo(prefer(8));
  }

  @Test
  void forgetsWhatItSawWhenNobodyLowerHolds() {
    ClientRig rig = waiting(1_000, 10_000);
    noted(rig, 7);
    rig.keepAlive(10_000);
    rig.answer(A, rig.lastRequest(Operation.Prefer.class), DONE);

    rig.keepAlive(10_000);

    assertThat(last(rig)).isEqualTo(prefer(0));
  }

  @Test
  void asksNoMoreOnceItIsGranted() {
    ClientRig rig = waiting(1_000, 10_000);
    noted(rig, 7);
    rig.grant(9);
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(9)));

    rig.keepAlive(30_000);

    assertThat(rig.requests(Operation.Prefer.class)).hasSize(1);
  }

  @Test
  void asksNoMoreOnceItHasLeft() {
    ClientRig rig = waiting(1_000, 10_000);
    noted(rig, 7);
    rig.tell(new ClientEvent.Leave(1));
    rig.answer(A, rig.lastRequest(Operation.Cancel.class), DONE);

    rig.advance(30_000);

    assertThat(rig.requests(Operation.Prefer.class)).hasSize(1);
  }

  @Test
  void beginsToCountAnewInTheNextSession() {
    ClientRig rig = waiting(1_000, 10_000);
    noted(rig, 7);
    rig.keepAlive(9_000);
    rig.receive(A, new ServerMessage.SessionGone(rig.session()));
    rig.forgetChanges();
    rig.advance(1_001);
    rig.welcome(A);
    rig.leads(A, 2);
    rig.open(A);
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), DONE);
    assertThat(last(rig)).isEqualTo(prefer(0));
    noted(rig, 7);
    int asked = rig.requests(Operation.Prefer.class).size();

    rig.keepAlive(9_500);
    assertThat(rig.requests(Operation.Prefer.class)).hasSize(asked);
    rig.keepAlive(500);

    assertThat(last(rig)).isEqualTo(prefer(7));
  }

  @Test
  void oneWithoutAPreferenceNeverAsks() {
    ClientRig rig = ClientRig.waiting(CandidacySettings.defaults());

    rig.keepAlive(60_000);

    assertThat(rig.requests(Operation.Prefer.class)).isEmpty();
  }

  private static ClientRig waiting(long afterMillis, long intervalMillis) {
    return ClientRig.waiting(
        new CandidacySettings(
            OptionalLong.empty(),
            true,
            0,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(new PreferenceSettings(afterMillis * MILLI, intervalMillis * MILLI))));
  }

  private static void noted(ClientRig rig, long token) {
    rig.answer(
        A,
        rig.lastRequest(Operation.Prefer.class),
        new OperationResult.Noted(new FencingToken(token)));
  }

  private static Operation last(ClientRig rig) {
    return rig.lastRequest(Operation.Prefer.class).operation();
  }

  private static Operation.Prefer prefer(long against) {
    return new Operation.Prefer(
        ELECTION,
        CANDIDATE,
        against == 0 ? Optional.empty() : Optional.of(new FencingToken(against)));
  }
}
