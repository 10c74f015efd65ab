package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the client makes of the events and the state of its session. */
final class SessionStateRulesTest {
  private static final FencingToken ONE = new FencingToken(1);

  @Test
  void attachesAgainWhenAnEventIsMissing() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    int attaches = rig.sentTo(A, ClientMessage.Attach.class).size();

    rig.receive(
        A,
        new ServerMessage.Event(
            rig.session(), 2, new SessionEvent.Ended(ELECTION, ONE, EndReason.EXPIRED)));

    assertThat(rig.sentTo(A, ClientMessage.Attach.class)).hasSize(attaches + 1);
  }

  @Test
  void ignoresAnEventThatItHasProcessed() {
    ClientRig rig = ClientRig.leading();

    rig.receive(
        A,
        new ServerMessage.Event(
            rig.session(), 1, new SessionEvent.Ended(ELECTION, ONE, EndReason.EXPIRED)));

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void learnsFromTheSessionsStateThatALeadershipHasEnded() {
    ClientRig rig = ClientRig.leading();
    rig.leads(B, 2);

    rig.receive(B, new ServerMessage.SessionState(rig.session(), 2, List.of(), List.of()));

    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.LOST));
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
  }

  @Test
  void learnsFromTheSessionsStateThatItWasGranted() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.leads(B, 2);

    rig.receive(B, new ServerMessage.SessionState(rig.session(), 1, List.of(held(1)), List.of()));

    assertThat(rig.acted(ClientAction.Promote.class)).hasSize(1);
  }

  @Test
  void givesBackALeadershipThatNoCandidacyKnows() {
    ClientRig rig = ClientRig.led();
    rig.tell(new ClientEvent.Change(1, new Operation.Revoke(ELECTION, ONE)));
    rig.open(A);

    rig.receive(A, new ServerMessage.SessionState(rig.session(), 1, List.of(held(4)), List.of()));

    assertThat(rig.lastRelease().token()).isEqualTo(new FencingToken(4));
    assertThat(rig.acted(ClientAction.Promote.class)).isEmpty();
  }

  @Test
  void ignoresAStateOlderThanWhatItHasProcessed() {
    ClientRig rig = ClientRig.leading();

    rig.receive(A, new ServerMessage.SessionState(rig.session(), 0, List.of(), List.of()));

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  private static ServerMessage.Held held(long token) {
    return new ServerMessage.Held(
        ELECTION,
        CANDIDATE,
        new FencingToken(token),
        new GrantId(token, 9),
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void leaseRule4_givesBackWhatItHadBeforeAndDoesNotLeadWithItAgain() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), new OperationResult.Done());
    int releases = rig.requests(Operation.Release.class).size();

    rig.receive(
        A, new ServerMessage.SessionState(rig.session(), 1, List.of(claiming("db")), List.of()));

    assertThat(rig.acted(ClientAction.Promote.class)).hasSize(1);
    assertThat(rig.requests(Operation.Release.class)).hasSize(releases + 1);
    assertThat(rig.lastRelease().token()).isEqualTo(ONE);
  }

  /**
   * Over records nobody may be able to tell; then the session would hold for ever what it gave up.
   */
  @Test
  void s5_releasesAnewWhatMayNotHaveBeenReleased() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    ClientMessage.Request first = rig.lastRequest(Operation.Release.class);
    Failure unknown = Failure.of(FailureCode.OUTCOME_UNKNOWN, "nobody knows");

    rig.answer(A, first, new OperationResult.Failed(unknown));
    assertThat(rig.acted(ClientAction.Finished.class)).as("nothing is over yet").isEmpty();
    rig.advance(200);

    ClientMessage.Request second = rig.lastRequest(Operation.Release.class);
    assertThat(second.operation()).isEqualTo(first.operation());
    assertThat(second.sequence()).isGreaterThan(first.sequence());
    rig.answer(A, second, new OperationResult.Done());
    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
    rig.advance(200);
    assertThat(rig.lastRequest(Operation.Release.class)).isEqualTo(second);
  }

  /** It holds what it was granted first, and has told that it claims. */
  private static ServerMessage.Held claiming(String fence) {
    return new ServerMessage.Held(
        ELECTION,
        CANDIDATE,
        ONE,
        new GrantId(1, 9),
        List.of(fence),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty());
  }
}
