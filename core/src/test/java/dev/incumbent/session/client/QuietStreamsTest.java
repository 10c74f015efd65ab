package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** L-2, the client's part: what it does about silent streams while no node leads. */
class QuietStreamsTest {
  /** All nodes lost their power at once and started again: no stream brings the next word. */
  @Test
  void l2_replacesEveryStreamWhenNobodyLeadsAndNoNodeSaysAnything() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.receive(A, new ServerMessage.Leader(1, false, Optional.empty()));
    long a = rig.connection(A);
    long b = rig.connection(B);

    rig.advance(3_200);

    assertThat(rig.acted(ClientAction.Disconnect.class))
        .contains(new ClientAction.Disconnect(a), new ClientAction.Disconnect(b));
    assertThat(rig.connection(A)).isGreaterThan(a);
    assertThat(rig.connection(B)).isGreaterThan(b);
  }

  @Test
  void l2_leavesNodesAloneThatAnswerThoughNobodyLeads() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.receive(A, new ServerMessage.Leader(1, false, Optional.empty()));
    long a = rig.connection(A);
    long b = rig.connection(B);
    int asked = 0;

    for (int i = 0; i < 200; i++) {
      int from = rig.done.size();
      rig.advance(100);
      asked += answerStatus(rig, from);
    }

    assertThat(rig.connection(A)).isEqualTo(a);
    assertThat(rig.connection(B)).isEqualTo(b);
    assertThat(asked).as("each is asked at most once a greeting's time").isLessThanOrEqualTo(32);
  }

  private static int answerStatus(ClientRig rig, int from) {
    List<ClientAction.Send> reads =
        rig.done.subList(from, rig.done.size()).stream()
            .filter(ClientAction.Send.class::isInstance)
            .map(ClientAction.Send.class::cast)
            .filter(send -> send.message() instanceof ClientMessage.Read)
            .toList();
    for (ClientAction.Send send : reads) {
      long id = ((ClientMessage.Read) send.message()).id();
      Failure failure = Failure.of(FailureCode.UNAVAILABLE, "it starts");
      rig.tell(
          new ClientEvent.Received(send.connection(), new ServerMessage.ReadFailed(id, failure)));
    }
    return reads.size();
  }
}
