package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ClientMessage;
import org.junit.jupiter.api.Test;

/** A silence counts only while this node ran and had read what had arrived. */
class OwnTimeTest extends SilencesScene {
  @Test
  void aNodeThatWasPausedSuspectsNobody() {
    leading();
    renewBoth(MANY);
    holderSilent(200);

    node.pause(1_000);
    node.advance(20);
    node.receive(2, other.renew());
    node.receive(1, holder.renew());

    assertStillLeading();
    assertThat(node.count("wakeups.late")).isEqualTo(1);
  }

  @Test
  void aPauseOfTheNodeIsNoLatenessOfItsClients() {
    leading();
    renewBoth(MANY);
    node.pause(1_000);
    renewBoth(5);

    holderSilent(400);

    assertThat(ends()).containsExactly(EndReason.SILENT);
  }

  /** Of each pause no more counts than was left to the next tick. */
  @Test
  void aNodeThatIsPausedOverAndOverIsSlowToSuspect() {
    leading();
    renewBoth(MANY);

    for (int i = 0; i < 5; i++) {
      node.pause(130);
      node.advance(1);
      node.receive(2, other.renew());
      node.commitAll(1);
    }

    assertStillLeading();
  }

  /** What waits in the node's queue is read late, and so is a tick that waits among it. */
  @Test
  void aNodeWhoseQueueIsBehindSuspectsNobody() {
    leading();
    renewBoth(MANY);

    for (int i = 0; i < 35; i++) {
      node.skip(10);
      node.receive(2, other.renew());
    }
    node.advance(0);
    node.receive(1, holder.renew());

    assertStillLeading();
    assertThat(node.count("wakeups.late")).isEqualTo(1);
  }

  @Test
  void aNodeThatHearsNobodySuspectsNobody() {
    leading();
    renewBoth(MANY);

    advance(900);
    node.receive(2, other.renew());
    advance(60);
    node.receive(1, holder.renew());

    assertStillLeading();
  }

  @Test
  void theSilenceOfAnOnlySessionIsLeftToItsTtl() {
    leading();
    renewBoth(MANY);

    advance(TTL - 1);

    assertStillLeading();
    advance(1);
    assertThat(node.machine().state().sessionCount()).isZero();
  }

  @Test
  void isWokenForTicksOnlyWhileSomebodyMayBeSuspected() {
    leading(Revocation.AFTER_LEASE);
    node.advance(900);
    assertThat(node.wakeUps()).isZero();

    ElectionName second = new ElectionName("mail");
    node.receive(1, holder.request(TestClient.campaign(second, Revocation.ON_SUSPICION)));
    node.commitAll(1);
    node.advance(500);
    assertThat(node.wakeUps()).isEqualTo(10);

    node.receive(1, new ClientMessage.Close(holder.session));
    node.commitAll(1);
    node.advance(500);
    assertThat(node.wakeUps()).isEqualTo(10);
  }
}
