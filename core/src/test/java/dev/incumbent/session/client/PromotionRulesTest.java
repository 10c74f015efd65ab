package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** S-4: from a grant to the work. */
final class PromotionRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s4_leadsOnlyAfterEveryFenceWasClaimed() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.grant(1);
    ClientAction.Grant grant = rig.acted(ClientAction.Promote.class).get(0).grant();
    assertThat(grant.token()).isEqualTo(ONE);
    assertThat(grant.fencesToClaim()).containsExactly("db");
    assertThat(grant.space().cluster()).isEqualTo("c1");
    assertThat(rig.acted(ClientAction.Lead.class)).isEmpty();

    rig.tell(new ClientEvent.Claimed(1, ONE));

    assertThat(rig.acted(ClientAction.Lead.class)).containsExactly(new ClientAction.Lead(1, ONE));
  }

  @Test
  void reportsThePromotionBeforeTheWorkBegins() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.grant(1);

    List<ClientAction> actions = rig.tell(new ClientEvent.Claimed(1, ONE));

    assertThat(actions).hasSize(2);
    assertThat(ClientRig.acted(actions.subList(0, 1), ClientAction.Send.class)).hasSize(1);
    assertThat(rig.requests(Operation.ReportPromoted.class)).hasSize(1);
    assertThat(actions.get(1)).isInstanceOf(ClientAction.Lead.class);
  }

  @Test
  void aLeaseLostWhileClaimingNeverLeads() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.grant(1);
    rig.pause(ClientRig.VALID_MILLIS);

    rig.tell(new ClientEvent.Claimed(1, ONE));

    assertThat(rig.acted(ClientAction.Lead.class)).isEmpty();
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);
    assertThat(rig.acted(ClientAction.Ended.class)).hasSize(1);
  }

  @Test
  void releasesAFailedPromotionAndCampaignsAfterABoundedBackOff() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    for (int token = 1; token < 12; token++) {
      rig.grant(token);
      rig.tell(
          new ClientEvent.ClaimFailed(
              1, new FencingToken(token), Failure.of(FailureCode.UNAVAILABLE, "no db")));
      assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);
      assertThat(rig.lastRelease().token()).isEqualTo(new FencingToken(token));
      rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
      rig.acknowledge(A);
      rig.advance(1_250);
      rig.acknowledge(A);
      assertThat(rig.requests(Operation.Campaign.class)).hasSize(token + 1);
      rig.answer(A, rig.lastRequest(Operation.Campaign.class), DONE);
    }
    assertThat(rig.acted(ClientAction.Log.class))
        .extracting(ClientAction.Log::message)
        .anyMatch(message -> message.contains("no db"));
  }

  private static CandidacySettings fencingFor30Seconds() {
    return new CandidacySettings(
        OptionalLong.empty(),
        true,
        30_000 * ClientRig.MILLI,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void s4_promotesWithWhomToFenceAndGivesTheActionsTheirTime() {
    ClientRig rig = ClientRig.waiting(fencingFor30Seconds());
    List<Predecessor> two = List.of(predecessor(1), predecessor(2));

    rig.event(
        new SessionEvent.Granted(
            ClientRig.ELECTION,
            ClientRig.CANDIDATE,
            new FencingToken(3),
            new GrantId(3, 9),
            List.of(),
            two));

    ClientAction.Promote promote = rig.acted(ClientAction.Promote.class).get(0);
    assertThat(promote.grant().predecessors()).isEqualTo(two);
    assertThat(promote.boundNanos())
        .isEqualTo((rig.nowMillis() + 5_000 + 60_000) * ClientRig.MILLI);
    rig.keepAlive(64_000);
    assertThat(rig.requests(Operation.Abandon.class)).isEmpty();
    rig.keepAlive(1_000);
    assertThat(rig.requests(Operation.Abandon.class)).hasSize(1);
  }

  @Test
  void saysWhyAPromotionFailed() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.grant(1);

    rig.tell(new ClientEvent.ClaimFailed(1, ONE, Failure.of(FailureCode.UNAVAILABLE, "no db")));

    assertThat(rig.lastRelease().detail()).isEqualTo("no db");
  }

  private static Predecessor predecessor(long token) {
    return new Predecessor(
        new FencingToken(token),
        new GrantId(token, 9),
        new SessionId(token, 9),
        new CandidateName("old"),
        "web/" + token + "/3/4");
  }

  @Test
  void abandonsAPromotionThatOverrunsItsBound() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.grant(1);

    rig.keepAlive(5_000);

    assertThat(rig.requests(Operation.Abandon.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Stop.class)).hasSize(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    assertThat(rig.acted(ClientAction.Lead.class)).isEmpty();
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.ABANDONED);
  }
}
