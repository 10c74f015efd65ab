package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private final HostHarness node = HostHarness.ofThree("a");

  private void greet(long stream, int format, Optional<String> cluster) {
    node.on(new HostEvent.StreamOpened(stream));
    node.receive(stream, new ClientMessage.Hello(format, cluster));
  }

  private void assertRefused(long stream, String... named) {
    assertThat(node.take(stream, ServerMessage.Refused.class))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.REJECTED);
              assertThat(refused.failure().message()).contains(named);
            });
    assertThat(node.closedStreams()).contains(stream);
  }

  @Test
  void welcomesAndTellsWhoLeads() {
    node.follow("b", 3);

    greet(1, HostHarness.FORMAT, Optional.of(HostHarness.CLUSTER));

    assertThat(node.take(1))
        .containsExactly(
            new ServerMessage.Welcome(
                1, HostHarness.CLUSTER, "a", List.of("a:7480", "b:7480", "c:7480")),
            new ServerMessage.Leader(3, false, Optional.of("b:7480")));
  }

  @Test
  void refusesAnUnknownFormatByName() {
    greet(1, 2, Optional.empty());

    assertRefused(1, "format version", "2", "1");
  }

  @Test
  void refusesAClientOfAnotherCluster() {
    greet(1, HostHarness.FORMAT, Optional.of("elsewhere"));

    assertRefused(1, "elsewhere", HostHarness.CLUSTER);
  }

  @Test
  void refusesWhateverComesBeforeHello() {
    node.on(new HostEvent.StreamOpened(1));

    node.receive(1, new TestClient(7).renew());

    assertRefused(1, "Hello");
  }

  @Test
  void refusesASecondHello() {
    node.connect(1);

    node.receive(1, new ClientMessage.Hello(HostHarness.FORMAT, Optional.empty()));

    assertRefused(1, "Hello");
  }

  @Test
  void refusesAnotherSessionThanTheAttachedOne() {
    new TestClient(7).attach(node, 1);

    node.receive(1, new TestClient(8).renew());

    assertRefused(1, "0008", "not attached");
  }

  @Test
  void refusesToAttachASecondSession() {
    new TestClient(7).attach(node, 1);

    node.receive(1, new ClientMessage.Attach(new TestClient(8).session, 1, 0));

    assertRefused(1, "0008");
  }

  @Test
  void aRefusedStreamIsNotHeardAnyMore() {
    greet(1, 2, Optional.empty());
    node.take(1);

    node.receive(1, new ClientMessage.Hello(HostHarness.FORMAT, Optional.empty()));
    node.on(new HostEvent.StreamClosed(1, true));

    assertThat(node.take(1)).isEmpty();
    assertThat(node.count("streams")).isZero();
  }

  @Test
  void tellsEveryStreamAtOnceWhoLeads() {
    node.connect(1);
    node.connect(2);
    node.on(new HostEvent.StreamOpened(3));

    node.follow("b", 3);
    node.follow("b", 3);
    node.lead(4);
    node.on(new HostEvent.LostLeadership());

    List<ServerMessage> told =
        List.of(
            new ServerMessage.Leader(3, false, Optional.of("b:7480")),
            new ServerMessage.Leader(4, false, Optional.of("a:7480")),
            new ServerMessage.Leader(4, true, Optional.of("a:7480")),
            new ServerMessage.Leader(4, false, Optional.empty()));
    assertThat(node.take(1)).isEqualTo(told);
    assertThat(node.take(2)).isEqualTo(told);
    assertThat(node.take(3)).isEmpty();
  }

  @Test
  void anOlderTermsLeaderIsNoNews() {
    node.connect(1);
    node.lead(4);
    node.take(1);

    node.follow("b", 3);
    node.on(new HostEvent.LeaderKnown(4, Optional.empty()));

    assertThat(node.take(1)).isEmpty();
  }

  @Test
  void aLaterTermsLeaderDeposesThisOne() {
    node.connect(1);
    node.lead(4);
    node.take(1);

    node.follow("b", 5);

    assertThat(node.take(1))
        .containsExactly(new ServerMessage.Leader(5, false, Optional.of("b:7480")));
  }

  @Test
  void stopsInGoodOrder() {
    node.connect(1);
    node.connect(2);

    node.on(new HostEvent.Stopping());
    node.on(new HostEvent.StreamOpened(3));

    for (long stream = 1; stream <= 3; stream++) {
      assertThat(node.take(stream)).containsExactly(new ServerMessage.Moving());
    }
    assertThat(node.closedStreams()).containsExactly(1L, 2L, 3L);
  }
}
