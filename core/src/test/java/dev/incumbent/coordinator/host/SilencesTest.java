package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import org.junit.jupiter.api.Test;

/** Revocation on suspicion, by silence. */
class SilencesTest extends SilencesScene {
  @Test
  void l1_endsTheLeadershipOfASilentSessionLongBeforeItsTtl() {
    SessionEvent.Granted grant = leading();
    renewBoth(MANY);

    holderSilent(FUSE - 1);
    assertStillLeading();
    node.advance(2);

    assertThat(node.submittedCommands()).containsExactly(silent(grant, 1));
    node.commitAll(1);
    assertThat(ends()).containsExactly(EndReason.SILENT);
    assertThat(leader()).contains(other.session);
    assertThat(node.machine().state().session(holder.session)).as("never the session").isPresent();
    assertThat(node.count("suspicions.silent")).isEqualTo(1);
    assertThat(node.count("ends.silent")).isEqualTo(1);
  }

  @Test
  void saysWhy() {
    leading();
    renewBoth(MANY);

    holderSilent(400);

    assertThat(node.warnings())
        .singleElement()
        .asString()
        .contains(holder.session.toString(), "phi 8.0", "292 ms", "each 100 ms", "holds 1");
  }

  @Test
  void neverEndsALeadershipWhoseHolderChoseItsWholeLease() {
    leading(Revocation.AFTER_LEASE);
    renewBoth(MANY);

    holderSilent(TTL - FAST);

    assertStillLeading();
  }

  @Test
  void endsEachThatIsOnSuspicionAndNoOther() {
    leading();
    ElectionName second = new ElectionName("mail");
    ElectionName whole = new ElectionName("bills");
    node.receive(1, holder.request(TestClient.campaign(second, Revocation.ON_SUSPICION)));
    node.receive(1, holder.request(TestClient.campaign(whole, Revocation.AFTER_LEASE)));
    node.commitAll(1);
    renewBoth(MANY);

    holderSilent(500);

    assertThat(node.count("ends.silent")).isEqualTo(2);
    assertThat(node.machine().state().election(second).orElseThrow().holder()).isEmpty();
    assertThat(node.machine().state().election(whole).orElseThrow().holder()).isPresent();
  }

  @Test
  void countsARenewalWhenItArrivesAndNotWhenItIsAcknowledged() {
    leading();
    renewBoth(MANY);

    for (int i = 0; i < 20; i++) {
      node.advance(FAST);
      node.receive(1, holder.renew());
      node.receive(2, other.renew());
    }

    assertStillLeading();
  }

  @Test
  void suspectsNobodyBeforeEnoughHasArrived() {
    leading();
    renewBoth(Arrivals.ENOUGH);

    holderSilent(TTL - FAST);

    assertStillLeading();
  }

  @Test
  void aNewLeaderSuspectsNobodyBeforeEnoughHasArrivedThere() {
    leading();
    renewBoth(MANY);
    node.on(new HostEvent.LostLeadership());
    term = 2;
    node.lead(2);
    holder.attach(node, 1);
    other.attach(node, 2);
    renewBoth(Arrivals.ENOUGH);
    holderSilent(1_000);
    assertStillLeading();

    renewBoth(MANY);
    holderSilent(600);

    assertThat(ends()).containsExactly(EndReason.SILENT);
  }

  @Test
  void aLeaderThatWasDeposedSuspectsNobody() {
    leading();
    renewBoth(MANY);

    node.on(new HostEvent.LostLeadership());
    node.advance(2_000);

    assertThat(node.submitted()).isEmpty();
    assertThat(node.count("suspicions.silent")).isZero();
  }

  @Test
  void aJitteryClientGetsALongerFuse() {
    leading();
    for (int i = 0; i < 2 * Arrivals.HALF; i++) {
      advance(i % 2 == 0 ? 30 : 170);
      node.receive(1, holder.renew());
      node.receive(2, other.renew());
    }

    holderSilent(500);
    assertStillLeading();
    holderSilent(500);

    assertThat(ends()).containsExactly(EndReason.SILENT);
  }

  @Test
  void oneThatComesBackCampaignsInTheSameSessionAndIsCountedAnew() {
    leading();
    renewBoth(MANY);
    holderSilent(600);
    assertThat(leader()).contains(other.session);
    assertThat(node.take(1, ServerMessage.Event.class))
        .as("told, though it does not read")
        .hasSize(1);

    node.receive(1, holder.request(TestClient.campaign(Revocation.ON_SUSPICION)));
    renewBoth(5);
    for (int i = 0; i < 5; i++) {
      advance(FAST);
      node.receive(1, holder.renew());
    }

    assertThat(leader()).as("the other was silent").contains(holder.session);
    holderSilent(600);
    assertThat(ends()).containsExactly(EndReason.SILENT, EndReason.SILENT, EndReason.SILENT);
  }

  @Test
  void aGrantToASessionThatIsSilentEndsAtOnce() {
    leading();
    renewBoth(MANY);
    holderSilent(600);
    ElectionName second = new ElectionName("mail");

    node.receive(1, holder.request(TestClient.campaign(second, Revocation.ON_SUSPICION)));
    node.commitAll(1);

    assertThat(node.machine().state().election(second).orElseThrow().holder()).isEmpty();
    assertThat(node.count("ends.silent")).isEqualTo(2);
  }

  @Test
  void anEndThatWasNotAppliedIsProposedAgainWhileTheSilenceLasts() {
    SessionEvent.Granted grant = leading();
    renewBoth(MANY);
    holderSilent(200);
    node.advance(100);
    assertThat(node.submittedCommands()).containsExactly(silent(grant, 1));
    node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);
    assertThat(node.submittedCommands()).containsExactly(silent(grant, 1));

    node.receive(1, holder.renew());
    node.fail(true);
    node.advance(Proposals.PAUSE_MILLIS);

    assertThat(node.submittedCommands()).doesNotContain(silent(grant, 1));
  }
}
