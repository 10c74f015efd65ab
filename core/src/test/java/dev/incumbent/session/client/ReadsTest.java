package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadsTest {
  private static final Query KEY = new Query.Key("k");

  private static void ask(ClientRig rig, long call, boolean stale) {
    rig.tell(new ClientEvent.Ask(call, KEY, stale, Optional.empty()));
  }

  private static ServerMessage.ReadAnswer answer(ClientRig rig, Answer answer) {
    long id = rig.last(ClientMessage.Read.class).id();
    return new ServerMessage.ReadAnswer(id, answer, 5, true, OptionalLong.empty());
  }

  private static void fail(ClientRig rig, String node, FailureCode code) {
    long id = rig.last(ClientMessage.Read.class).id();
    rig.receive(node, new ServerMessage.ReadFailed(id, Failure.of(code, "no")));
  }

  @Test
  void answersALinearizableReadFromTheLeader() {
    ClientRig rig = ClientRig.led();
    ask(rig, 1, false);
    ServerMessage.ReadAnswer answer = answer(rig, new Answer.Value(Optional.empty()));

    rig.receive(A, answer);

    assertThat(rig.sentTo(A, ClientMessage.Read.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.AnswerRead.class))
        .containsExactly(new ClientAction.AnswerRead(1, answer));
  }

  @Test
  void asksAnyNodeForAStaleRead() {
    ClientRig rig = new ClientRig();
    rig.welcome(B);
    rig.receive(B, new ServerMessage.Leader(3, false, Optional.of(A)));

    ask(rig, 1, true);

    assertThat(rig.sentTo(B, ClientMessage.Read.class)).hasSize(1);
  }

  @Test
  void waitsForTheKnownLeaderForALinearizableRead() {
    ClientRig rig = new ClientRig();
    rig.welcome(B);
    rig.receive(B, new ServerMessage.Leader(3, false, Optional.of(A)));
    ask(rig, 1, false);
    assertThat(rig.sent(ClientMessage.Read.class)).isEmpty();

    rig.welcome(A);
    rig.leads(A, 3);

    assertThat(rig.sentTo(A, ClientMessage.Read.class)).hasSize(1);
  }

  @Test
  void asksElsewhereWhenTheStreamIsLost() {
    ClientRig rig = ClientRig.led();
    ask(rig, 1, false);
    rig.disconnect(A);

    rig.leads(B, 2);

    assertThat(rig.sentTo(B, ClientMessage.Read.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();
  }

  @Test
  void asksElsewhereAfterNotLeader() {
    ClientRig rig = ClientRig.led();
    ask(rig, 1, false);
    fail(rig, A, FailureCode.NOT_LEADER);

    rig.leads(B, 2);

    assertThat(rig.sentTo(B, ClientMessage.Read.class)).hasSize(1);
  }

  @Test
  void s10_failsAtOnceWithoutAQuorum() {
    ClientRig rig = ClientRig.led();
    ask(rig, 1, false);

    fail(rig, A, FailureCode.NO_QUORUM);

    assertThat(rig.acted(ClientAction.Fail.class).get(0).failure().code())
        .isEqualTo(FailureCode.NO_QUORUM);
  }

  @Test
  void failsWhenNobodyAnswersInTime() {
    ClientRig rig = new ClientRig();
    ask(rig, 1, false);

    rig.advance(3_000);

    assertThat(rig.acted(ClientAction.Fail.class).get(0).failure().code())
        .isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void reportsANodeThatCannotBeReachedWithinTwoSeconds() {
    ClientRig rig = ClientRig.led();
    rig.disconnect(B);
    rig.tell(new ClientEvent.Ask(1, new Query.NodeStatus(), true, Optional.of(B)));

    rig.advance(2_000);

    Failure failure = rig.acted(ClientAction.Fail.class).get(0).failure();
    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.message()).contains(B);
  }

  @Test
  void putsThePiecesOfABackupTogether() {
    ClientRig rig = ClientRig.led();
    rig.tell(new ClientEvent.Ask(1, new Query.Backup(), false, Optional.empty()));
    rig.receive(A, answer(rig, new Answer.Piece(Bytes.utf8("ab"))));
    rig.advance(2_900);
    rig.receive(A, answer(rig, new Answer.Piece(Bytes.utf8("c"))));
    rig.advance(2_900);

    rig.receive(A, answer(rig, new Answer.Piece(Bytes.EMPTY)));

    assertThat(rig.acted(ClientAction.AnswerRead.class).get(0).answer().answer())
        .isEqualTo(new Answer.Piece(Bytes.utf8("abc")));
  }

  @Test
  void beginsABackupAnewOnAnotherNode() {
    ClientRig rig = ClientRig.led();
    rig.tell(new ClientEvent.Ask(1, new Query.Backup(), false, Optional.empty()));
    rig.receive(A, answer(rig, new Answer.Piece(Bytes.utf8("ab"))));
    rig.leads(B, 2);
    rig.disconnect(A);

    rig.receive(B, answer(rig, new Answer.Piece(Bytes.utf8("x"))));
    rig.receive(B, answer(rig, new Answer.Piece(Bytes.EMPTY)));

    assertThat(rig.acted(ClientAction.AnswerRead.class).get(0).answer().answer())
        .isEqualTo(new Answer.Piece(Bytes.utf8("x")));
  }

  @Test
  void refusesMoreThanItsBoundOfReads() {
    ClientRig rig = new ClientRig();
    for (int call = 1; call <= Reads.MAX_PENDING; call++) {
      ask(rig, call, false);
    }
    assertThat(rig.acted(ClientAction.Fail.class)).isEmpty();

    ask(rig, Reads.MAX_PENDING + 1, false);

    assertThat(rig.acted(ClientAction.Fail.class)).hasSize(1);
  }
}
