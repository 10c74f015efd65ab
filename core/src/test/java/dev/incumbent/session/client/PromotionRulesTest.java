package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
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
