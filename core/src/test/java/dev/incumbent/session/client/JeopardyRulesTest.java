package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static dev.incumbent.session.client.ClientRig.VALID_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.CoordinatorHealth.State;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jeopardy, and what the coordinator can do: told when it changes, and not otherwise. */
final class JeopardyRulesTest {
  private static final long HALF = VALID_MILLIS / 2;

  @Test
  void isInJeopardyFromHalfOfWhatTheLastRenewalEarned() {
    ClientRig rig = ClientRig.leading();
    long sentAt = rig.lease().sentAt().nanos() / ClientRig.MILLI;

    rig.advance(sentAt + HALF - 1 - rig.nowMillis());
    assertThat(told(rig)).isEmpty();
    assertThat(rig.lease().inJeopardyAt(rig.now())).isFalse();
    rig.advance(1);

    assertThat(told(rig)).containsExactly(true);
    assertThat(rig.lease().inJeopardyAt(rig.now())).isTrue();
  }

  @Test
  void isSafeAgainWithTheNextAnswer() {
    ClientRig rig = ClientRig.leading();
    rig.advance(HALF);

    rig.acknowledge(A);
    assertThat(told(rig)).containsExactly(true, false);
    rig.keepAlive(20_000);

    assertThat(told(rig)).containsExactly(true, false);
  }

  @Test
  void anAnswerThatEarnsLessThanHalfLeavesItInJeopardy() {
    ClientRig rig = ClientRig.leading();
    rig.advance(1_000);
    long early = rig.last(ClientMessage.Renew.class).renewal();
    rig.advance(2_500);

    rig.receive(A, new ServerMessage.Renewed(rig.session(), early, 1));

    assertThat(rig.acted(ClientAction.LeaseMoved.class)).hasSizeGreaterThan(1);
    assertThat(told(rig)).containsExactly(true);
  }

  @Test
  void endsWithTheLeaseAndIsNotCalledSafe() {
    ClientRig rig = ClientRig.leading();

    rig.advance(VALID_MILLIS);

    assertThat(told(rig)).containsExactly(true);
    assertThat(rig.acted(ClientAction.LeaseLost.class)).hasSize(1);
    assertThat(rig.lease().inJeopardyAt(rig.now())).isFalse();
  }

  @Test
  void toldBeforeTheLossEvenAfterAPause() {
    ClientRig rig = ClientRig.leading();
    rig.pause(3_000);

    List<ClientAction> actions = rig.tell(new ClientEvent.Woken());

    assertThat(ClientRig.acted(actions, ClientAction.Jeopardy.class)).hasSize(1);
  }

  @Test
  void isAvailableWhenALeaderIsConnected() {
    ClientRig rig = new ClientRig();
    assertThat(rig.acted(ClientAction.Availability.class)).isEmpty();
    rig.welcome(A);
    assertThat(states(rig)).containsExactly(State.DEGRADED);

    rig.leads(A, 1);

    assertThat(states(rig)).containsExactly(State.DEGRADED, State.AVAILABLE);
  }

  @Test
  void s10_isDegradedWhenNoConnectedNodeLeads() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    int before = states(rig).size();

    rig.receive(A, new ServerMessage.Leader(1, false, Optional.empty()));

    assertThat(states(rig).subList(before, states(rig).size())).containsExactly(State.DEGRADED);
    assertThat(rig.acted(ClientAction.Availability.class).get(before).why()).isNotEmpty();
    rig.leads(B, 2);
    assertThat(states(rig)).last().isEqualTo(State.AVAILABLE);
  }

  @Test
  void isUnreachableWhenNoNodeIsConnected() {
    ClientRig rig = ClientRig.led();

    rig.disconnect(A);
    rig.disconnect(B);

    assertThat(states(rig)).last().isEqualTo(State.UNREACHABLE);
  }

  @Test
  void isDegradedWhenALeaderIsConnectedButAnswersNoRenewal() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    assertThat(states(rig)).last().isEqualTo(State.AVAILABLE);

    rig.pause(HALF);
    rig.tell(new ClientEvent.Woken());

    assertThat(states(rig)).last().isEqualTo(State.DEGRADED);
    rig.acknowledge(A);
    assertThat(states(rig)).last().isEqualTo(State.AVAILABLE);
  }

  @Test
  void staysDegradedAfterTheLeaseIsLostUntilARenewalIsAnswered() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.pause(VALID_MILLIS);
    rig.tell(new ClientEvent.Woken());
    assertThat(states(rig)).last().isEqualTo(State.DEGRADED);

    rig.acknowledge(A);

    assertThat(states(rig)).last().isEqualTo(State.AVAILABLE);
  }

  @Test
  void isClosedInTheEnd() {
    ClientRig rig = ClientRig.led();

    rig.tell(new ClientEvent.Close());

    assertThat(states(rig)).last().isEqualTo(State.CLOSED);
  }

  private static List<Boolean> told(ClientRig rig) {
    return rig.acted(ClientAction.Jeopardy.class).stream()
        .map(ClientAction.Jeopardy::inJeopardy)
        .toList();
  }

  private static List<State> states(ClientRig rig) {
    return rig.acted(ClientAction.Availability.class).stream()
        .map(ClientAction.Availability::state)
        .toList();
  }
}
