package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage.RequestRefused;
import dev.incumbent.session.ServerMessage.Response;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is refused before it reaches the log. */
final class RequestBoundsTest extends Requesting {
  @Test
  void badInputIsRefusedBeforeTheLog() {
    TestClient client = opened();

    node.receive(1, client.request(TestClient.campaign(Revocation.ON_SUSPICION)));
    node.commitAll(1);
    node.take(1);
    Operation.Put put =
        new Operation.Put(
            TestClient.ELECTION,
            new FencingToken(1),
            new GrantId(1, 1),
            "key",
            Bytes.copyOf(new byte[64 * 1024 + 1]),
            OptionalLong.empty());
    node.receive(1, client.request(put));

    assertThat(node.submitted()).isEmpty();
    assertThat(refusal(1)).isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void aNumberThatIsAcknowledgedAlreadyIsRefused() {
    TestClient client = opened();

    node.receive(1, new ClientMessage.Request(client.session, 3, 3, CAMPAIGN));

    assertThat(refusal(1)).isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void refusesMoreOutstandingThanTheBound() {
    TestClient client = opened();

    node.receive(1, new ClientMessage.Request(client.session, 1_025, 0, CAMPAIGN));

    assertThat(node.take(1, RequestRefused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.REJECTED);
              assertThat(refused.failure().message()).contains("1025").contains("1024");
            });
    node.receive(1, new ClientMessage.Request(client.session, 1_024, 0, CAMPAIGN));
    assertThat(node.submitted()).hasSize(1);
  }

  @Test
  void refusesMoreUnderWayThanTheBoundThoughAcknowledged() {
    TestClient client = opened();
    for (int i = 1; i <= 1_024; i++) {
      node.receive(1, new ClientMessage.Request(client.session, i, i - 1, CAMPAIGN));
    }
    node.take(1);

    node.receive(1, new ClientMessage.Request(client.session, 1_025, 1_024, CAMPAIGN));

    assertThat(refusal(1)).isEqualTo(FailureCode.REJECTED);
  }

  @Test
  void aFullQueueIsUnavailable() {
    HostHarness small = new HostHarness("a", new HostLimits(1, 1_024, 2_000, 10, 10));
    small.lead(1);
    TestClient client = TestClient.open(small, 1, 7, 1, 60_000);

    int refused = 0;
    for (int i = 0; i < 20; i++) {
      small.receive(1, client.request(CAMPAIGN));
    }
    for (RequestRefused one : small.take(1, RequestRefused.class)) {
      assertThat(one.failure().code()).isEqualTo(FailureCode.UNAVAILABLE);
      refused++;
    }

    assertThat(refused).isBetween(1, 18);
    small.commitAll(1);
    assertThat(small.take(1, Response.class)).hasSize(20 - refused);
    small.receive(1, client.request(CAMPAIGN));
    assertThat(small.submitted()).as("there is room again").hasSize(1);
  }
}
