package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProposalsTest {
  private final HostHarness node = HostHarness.alone();

  @Test
  void submitsAtOnceWhileFewAreInFlightAndThenCollects() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 60_000);
    for (int i = 0; i < 20; i++) {
      node.receive(1, client.request(TestClient.campaign("e" + i)));
    }
    assertThat(node.submitted()).hasSize(4).allMatch(entry -> entry.commands().size() == 1);
    assertThat(node.count("queue.proposals")).isEqualTo(16);

    node.commit(1);

    assertThat(node.submitted()).hasSize(4);
    assertThat(node.submitted().get(3).commands()).hasSize(16);
    assertThat(node.count("queue.proposals")).isZero();
  }

  @Test
  void aBatchIsBoundedInCommands() {
    node.lead(1);
    for (int i = 0; i < 1_010; i++) {
      TestClient client = new TestClient(i);
      client.attach(node, i);
      node.receive(i, client.open(60_000));
    }

    node.commit(1);

    assertThat(node.submitted().get(3).commands()).hasSize(HostLimits.MAX_BATCH);
    node.commitAll(1);
    assertThat(node.machine().state().sessionCount()).isEqualTo(1_010);
  }

  @Test
  void aBatchIsBoundedInBytes() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 60_000);
    SessionEvent.Granted grant = client.campaign(node, 1, 1, Revocation.AFTER_LEASE);
    for (int i = 0; i < 24; i++) {
      Operation put =
          new Operation.Put(
              grant.election(),
              grant.token(),
              grant.grant(),
              "key" + i,
              Bytes.copyOf(new byte[64 * 1024]),
              OptionalLong.empty());
      node.receive(1, client.request(put));
    }

    node.commitAll(1);

    assertThat(node.take(1, ServerMessage.Response.class)).hasSize(24);
    assertThat(node.largestBatch).as("commands of 64 KiB in 256 KiB").isEqualTo(3);
  }

  @Test
  void everyEntryHasItsOwnName() {
    node.lead(1);
    node.connect(1);
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      node.receive(1, new ClientMessage.Read(i, new Query.Key("k"), false));
      LogEntry entry = node.takeSubmitted();
      names.add(entry.randomHigh() + "/" + entry.randomLow());
      node.apply(1, entry);
    }

    assertThat(names).hasSize(100);
  }

  @Test
  void afterAFailureItPausesBeforeItSubmitsAgain() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 60_000);
    node.receive(1, client.request(TestClient.campaign("e1")));
    node.fail(true);

    node.receive(1, client.request(TestClient.campaign("e2")));
    assertThat(node.submitted()).isEmpty();
    node.advance(Proposals.PAUSE_MILLIS - 1);
    assertThat(node.submitted()).isEmpty();
    node.advance(1);

    assertThat(node.submitted()).hasSize(1);
  }

  @Test
  void anOpenWhoseEntryFailedIsSubmittedAgain() {
    node.lead(1);
    TestClient client = new TestClient(7);
    client.attach(node, 1);
    node.receive(1, client.open(5_000));

    node.fail(true);
    node.advance(Proposals.PAUSE_MILLIS);
    node.commitAll(1);

    assertThat(node.take(1)).containsExactly(new ServerMessage.Opened(client.session, 1, 5_000, 0));
  }

  @Test
  void aQueuedOpenIsRefusedWhenTheQuorumIsLost() {
    node.lead(1);
    for (int i = 1; i <= 5; i++) {
      TestClient client = new TestClient(i);
      client.attach(node, i);
      node.receive(i, client.open(5_000));
    }

    node.on(new HostEvent.QuorumSeen(false));

    assertThat(node.take(4)).isEmpty();
    assertThat(node.take(5, ServerMessage.OpenRefused.class))
        .singleElement()
        .satisfies(
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.NO_QUORUM));
    assertThat(node.count("queue.proposals")).isZero();
  }

  @Test
  void theLeadersOwnCommandsSurviveALossOfQuorum() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 5_000);
    for (int i = 0; i < 4; i++) {
      node.receive(1, client.request(TestClient.campaign("e" + i)));
    }
    node.advance(5_000);

    node.on(new HostEvent.QuorumSeen(false));
    node.on(new HostEvent.QuorumSeen(true));
    node.commitAll(1);

    assertThat(node.machine().state().sessionCount()).isZero();
  }
}
