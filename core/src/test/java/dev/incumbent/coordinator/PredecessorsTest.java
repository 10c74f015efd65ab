package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.fenced;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Names;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fences a new leader claims besides its own: Promotion. */
final class PredecessorsTest {
  @Test
  void claimsItsOwnFencesSortedWhenItIsTheFirst() {
    Rig rig = Rig.open(S1);

    rig.ask(S1, fenced(ORDERS, ANNA, "mail", "ledger"));

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("ledger", "mail");
  }

  @Test
  void claimsTheFencesOfAPredecessorThatDidNotEndCleanly() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, fenced(ORDERS, BERT, "audit", "mail"));

    rig.expire(S1);

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("audit", "ledger", "mail");
    assertThat(rig.session(S2).held().get(0).fencesToClaim())
        .containsExactly("audit", "ledger", "mail");
  }

  @ParameterizedTest
  @EnumSource(
      value = EndReason.class,
      names = {"RESIGNED", "HANDED_OVER", "CLOSED", "PROMOTION_FAILED", "LOST", "UNHEALTHY"})
  void claimsNothingOfAPredecessorThatReleasedAfterItsWorkReturned(EndReason reason) {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, fenced(ORDERS, BERT, "mail"));

    rig.ask(S1, release(ORDERS, rig.token(ORDERS), reason));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("mail");
  }

  @Test
  void claimsNothingOfAPredecessorWhoseSessionClosed() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "ledger"));
    rig.ask(S2, fenced(ORDERS, BERT, "mail"));

    rig.apply(new Command.CloseSession(S1));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("mail");
  }

  @Test
  void claimsTheFencesOfAllPredecessorsSinceTheLastPromotedOne() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    rig.ask(S1, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S2, fenced(ORDERS, BERT, "b"));
    rig.ask(S3, fenced(ORDERS, CARL, "c"));
    suspect(rig);
    suspect(rig);
    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("a", "b", "c");

    rig.ask(S3, new Operation.ReportPromoted(ORDERS, rig.token(ORDERS)));
    rig.ask(S1, fenced(ORDERS, BERT, "d"));
    suspect(rig);

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("c", "d");
  }

  @Test
  void keepsThePredecessorsOfOneThatResignedBeforeItWasPromoted() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    rig.ask(S2, fenced(ORDERS, BERT, "b"));
    rig.ask(S3, fenced(ORDERS, CARL, "c"));
    suspect(rig);

    rig.ask(S2, release(ORDERS, rig.token(ORDERS), EndReason.PROMOTION_FAILED));

    assertThat(rig.lastGrant(S3).fencesToClaim()).containsExactly("a", "c");
  }

  @Test
  void forgetsAPredecessorWhoseCandidateCampaignsAnewInTheSameSession() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    suspect(rig);
    rig.ask(S1, fenced(ORDERS, ANNA, "b"));

    assertThat(rig.lastGrant(S1).fencesToClaim()).containsExactly("b");
  }

  @Test
  void keepsAPredecessorWhoseNameCampaignsInAnotherSession() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, fenced(ORDERS, ANNA, "a"));
    suspect(rig);
    rig.ask(S2, fenced(ORDERS, ANNA, "b"));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("a", "b");
  }

  @Test
  void forgetsAPredecessorWhoseClientCampaignsAnewInALaterSession() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, from("web-1/7/1000/c0ffee", ANNA, "a"));
    suspect(rig);
    rig.ask(S2, from("web-1/7/1000/c0ffee", ANNA, "b"));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("b");
    assertThat(rig.lastGrant(S2).predecessors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web-2/7/1000/c0ffee",
        "web-1/8/1000/c0ffee",
        "web-1/7/1001/c0ffee",
        "web-1/7/1000/decaf",
        "web-1/7/1000/c0ffee/pod",
        "not in the known form"
      })
  void keepsAPredecessorOfAnotherProcessOrClient(String incarnation) {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, from("web-1/7/1000/c0ffee", ANNA, "a"));
    suspect(rig);
    rig.ask(S2, from(incarnation, ANNA, "b"));

    assertThat(rig.lastGrant(S2).fencesToClaim()).containsExactly("a", "b");
    assertThat(rig.lastGrant(S2).predecessors()).hasSize(1);
  }

  @Test
  void tellsTheNewLeaderWhomToFenceOldestFirst() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, from("web-1/7/1000/c0ffee", ANNA, "a"));
    GrantId first = rig.holder(ORDERS).grant();
    rig.ask(S2, from("web-2/7/1000/decaf", BERT, "b"));
    rig.ask(S3, from("web-3/7/1000/beef", CARL, "c"));
    suspect(rig);
    suspect(rig);

    List<Predecessor> told = rig.lastGrant(S3).predecessors();

    assertThat(told.get(0))
        .isEqualTo(new Predecessor(Ops.token(1), first, S1, ANNA, "web-1/7/1000/c0ffee"));
    assertThat(told.get(1).process().orElseThrow())
        .isEqualTo(new Incarnation("web-2", 7, 1_000, "decaf", Optional.empty()));
    assertThat(told).hasSize(2);
    assertThat(rig.session(S3).held().get(0).predecessors()).isEqualTo(told);
  }

  @Test
  void aGrantWithAsManyPredecessorsAndFencesAsCanBeIsOneMessage() {
    String longest = "n".repeat(Names.MAX_BYTES);
    Predecessor predecessor =
        new Predecessor(
            new FencingToken(FencingToken.MAX_VALUE),
            new GrantId(-1, -1),
            new SessionId(-1, -1),
            new CandidateName(longest),
            "i".repeat(Refusals.MAX_INCARNATION_BYTES));
    SessionEvent.Granted granted =
        new SessionEvent.Granted(
            new ElectionName(longest),
            new CandidateName(longest),
            new FencingToken(FencingToken.MAX_VALUE),
            new GrantId(-1, -1),
            Collections.nCopies(Refusals.MAX_FENCES_TO_CLAIM, longest),
            Collections.nCopies(Predecessors.MAX, predecessor));

    byte[] message = WireFormat.encode(new ServerMessage.Event(S1, Long.MAX_VALUE, granted));

    assertThat(message.length)
        .isBetween(WireFormat.MAX_MESSAGE_BYTES / 2, WireFormat.MAX_MESSAGE_BYTES);
  }

  @Test
  void mergesPredecessorsBeyondTheBoundAndDropsNoFence() {
    Predecessors all = Predecessors.NONE;
    int number = Predecessors.MAX + 3;
    for (int i = 1; i <= number; i++) {
      all = all.plus(grant(i, "f" + i % 5));
    }

    assertThat(all.known()).hasSize(Predecessors.MAX);
    assertThat(all.known().get(0).predecessor().token().value()).isEqualTo(4);
    assertThat(all.mergedFences()).containsExactly("f1", "f2", "f3");
    assertThat(all.fencesWith(List.of("own"))).containsExactly("f0", "f1", "f2", "f3", "f4", "own");
    Predecessors renewed = all.without(grant(1, "f1").candidate());
    assertThat(renewed.mergedFences()).as("the merged ones have no name").contains("f1");
  }

  private static Operation.Campaign from(
      String incarnation, CandidateName candidate, String fence) {
    return new Operation.Campaign(
        ORDERS,
        candidate,
        0,
        Revocation.ON_SUSPICION,
        List.of(fence),
        incarnation,
        Bytes.EMPTY,
        false,
        0);
  }

  private static Grant grant(long number, String fence) {
    Candidate candidate =
        Candidate.of(
            new SessionId(0, number),
            number,
            fenced(ORDERS, new CandidateName("c" + number), fence));
    return new Grant(
        candidate,
        Ops.token(number),
        new GrantId(0, number),
        List.of(fence),
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static void suspect(Rig rig) {
    rig.apply(new Command.EndLeadership(ORDERS, rig.token(ORDERS), EndReason.CRASHED, rig.term()));
  }
}
