package dev.incumbent.cluster.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.formation.PeerCalls;
import dev.incumbent.cluster.node.Ports;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PeerChannelsTest {
  private static final long BOUND_SECONDS = 20;

  private int port;
  private FrontServer server;

  @BeforeEach
  void listen() throws IOException {
    port = Ports.free(1).get(0);
    server = start(port);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static FrontServer start(int at) {
    Streams none = new FrontServerTest.Told();
    return FrontServer.start(
        new Address("127.0.0.1", at), new FrontServer.Services(none, none, FrontServerTest::form));
  }

  @Test
  void answersFormationAndRefusesAnUnknownVersionByName() throws Exception {
    try (PeerChannels peers = new PeerChannels()) {
      assertThat(call(peers, port, new byte[] {1, 41})).isEqualTo("42");
      assertThat(call(peers, port, new byte[] {9, 41}))
          .contains("formation message format 9 is unknown");
    }
  }

  @Test
  void saysWithinItsBoundThatNobodyAnswersFormation() throws Exception {
    try (PeerChannels peers = new PeerChannels();
        TcpProxy silent = new TcpProxy(port)) {
      silent.fallSilent();
      assertThat(call(peers, Ports.free(1).get(0), new byte[] {1, 1})).startsWith("UNAVAILABLE");
      assertThat(call(peers, silent.port(), new byte[] {1, 1})).startsWith("DEADLINE_EXCEEDED");
    }
  }

  /** A peer that comes up is reached at once, whatever back-off its absence had earned. */
  @Test
  void reachesAPeerThatComesUpLate() throws Exception {
    int late = Ports.free(1).get(0);
    try (PeerChannels peers = new PeerChannels()) {
      for (int i = 0; i < 5; i++) {
        assertThat(call(peers, late, new byte[] {1, 1})).startsWith("UNAVAILABLE");
      }
      try (FrontServer peer = start(late)) {
        assertThat(peer).isNotNull();
        assertThat(call(peers, late, new byte[] {1, 1})).isEqualTo("2");
      }
    }
  }

  private static String call(PeerChannels peers, int port, byte[] request) throws Exception {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    peers.call(
        new Address("127.0.0.1", port),
        request,
        new PeerCalls.Answer() {
          @Override
          public void replied(byte[] reply) {
            outcome.complete(Integer.toString(reply[1]));
          }

          @Override
          public void failed(String why) {
            outcome.complete(why);
          }
        });
    return outcome.get(BOUND_SECONDS, TimeUnit.SECONDS);
  }
}
