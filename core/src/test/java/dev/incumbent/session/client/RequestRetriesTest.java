package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestRetriesTest {
  private static final Failure NO_QUORUM = Failure.of(FailureCode.NO_QUORUM, "nobody leads");

  /** A release, as one that nobody takes for as long as nobody has a quorum. */
  @Test
  void l5_backsOffFromNodesThatHaveNoQuorum() {
    ClientRig rig = ClientRig.leading();
    rig.receive(A, new ServerMessage.Leader(1, false, Optional.empty()));
    rig.tell(new ClientEvent.Leave(1));
    rig.tell(new ClientEvent.WorkReturned(1, new FencingToken(1)));
    int answered = 0;

    for (int i = 0; i < 1_000; i++) {
      rig.advance(10);
      List<ClientMessage.Request> asked = rig.sent(ClientMessage.Request.class);
      for (; answered < asked.size(); answered++) {
        refuse(rig, asked.get(answered));
      }
    }

    assertThat(releases(rig)).isBetween(8L, 60L);
    rig.leads(A, 2);
    assertThat(rig.sentTo(A, ClientMessage.Request.class))
        .as("told at once")
        .hasSizeGreaterThan(answered);
  }

  private static void refuse(ClientRig rig, ClientMessage.Request request) {
    rig.receive(
        A, new ServerMessage.RequestRefused(request.session(), request.sequence(), NO_QUORUM));
  }

  private static long releases(ClientRig rig) {
    return rig.sent(ClientMessage.Request.class).stream()
        .filter(request -> request.operation() instanceof Operation.Release)
        .count();
  }
}
