package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** L-4 and L-5: who is there to be granted a leadership. */
final class PresenceTest extends LeaseRules {
  @Test
  void l5_noGrantGoesToASessionThatHasNotRenewedSinceReady() {
    TestClient holder = opened();
    SessionEvent.Granted grant = holder.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient waiting = TestClient.open(node, 1, 8, 2, TTL);
    node.receive(2, waiting.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commitAll(1);

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    holder.attach(node, 3);
    node.receive(3, holder.request(TestClient.release(grant)));
    node.commitAll(2);
    assertThat(node.machine().state().election(TestClient.ELECTION).orElseThrow().holder())
        .isEmpty();
    waiting.attach(node, 4);
    node.receive(4, waiting.renew());
    node.commitAll(2);

    assertThat(node.take(4, ServerMessage.Event.class)).hasSize(1);
  }

  /**
   * L-2, the leader's part: a lease counts anew from ready, and the next grant waits for no more.
   */
  @Test
  void l2_grantsWhatADeadHolderHeldOneLeaseAfterItBecameReady() {
    TestClient holder = opened();
    var unused = holder.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient waiting = TestClient.open(node, 1, 8, 2, TTL);
    node.receive(2, waiting.request(TestClient.campaign(Revocation.AFTER_LEASE)));
    node.commitAll(1);
    node.on(new HostEvent.LostLeadership());
    node.advance(3 * TTL);

    node.lead(2);
    node.advance(TTL / 2);
    waiting.attach(node, 4);
    renew(waiting, 4, 2);
    node.advance(TTL / 2 - PATIENCE - 1);
    node.commitAll(2);
    assertThat(node.take(4, ServerMessage.Event.class)).isEmpty();
    node.advance(1);
    node.commitAll(2);

    assertThat(node.take(4, ServerMessage.Event.class)).hasSize(1);
  }

  @Test
  void l5_logsASessionAsPresentOnceATerm() {
    TestClient client = opened();
    node.receive(1, client.renew());
    node.advance(PATIENCE);
    assertThat(node.submittedCommands()).containsExactly(new Command.Noop());
    node.commitAll(1);

    node.on(new HostEvent.LostLeadership());
    node.lead(2);
    client.attach(node, 2);
    node.receive(2, client.renew());
    node.receive(2, client.renew());
    node.advance(PATIENCE);
    node.receive(2, client.renew());
    node.advance(PATIENCE);

    assertThat(
            node.submittedCommands().stream()
                .filter(Command.SessionPresent.class::isInstance)
                .toList())
        .containsExactly(new Command.SessionPresent(client.session, 2));
  }

  @Test
  void l4_aNamedSuccessorThatIsNotAttachedIsPassedOver() {
    TestClient holder = opened();
    SessionEvent.Granted grant = holder.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    TestClient absent = new TestClient(99);
    Operation.Release release =
        new Operation.Release(
            grant.election(),
            grant.token(),
            EndReason.HANDED_OVER,
            Optional.of(new Operation.Successor(absent.session, grant.candidate())));

    node.receive(1, holder.request(release));

    assertThat(node.submittedCommands())
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Sequenced.class,
            command -> assertThat(((Operation.Release) command.operation()).successor()).isEmpty());
  }
}
