package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.front.FrontServer;
import dev.incumbent.cluster.front.FrontStream;
import dev.incumbent.cluster.front.Streams;
import dev.incumbent.cluster.node.Ports;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import dev.incumbent.session.client.ClientEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionsTest {
  private static final SessionId SESSION = new SessionId(1, 2);

  /** Sends to whoever comes, as fast as it can, and leaves the transport no time between. */
  private record Sending(List<byte[]> messages) implements Streams {
    @Override
    public void opened(FrontStream stream) {
      messages.forEach(stream::send);
    }

    @Override
    public void received(FrontStream stream, byte[] message) {}

    @Override
    public void congested(FrontStream stream, boolean congested) {}

    @Override
    public void closed(FrontStream stream, boolean byOtherSide) {}
  }

  @Test
  void receivesAllThatASessionOfAHundredThousandLeadershipsHolds() throws Exception {
    ServerMessage state = stateOf(100_000);
    byte[] message = WireFormat.encode(state);
    assertThat((long) message.length).isGreaterThan(4L * WireFormat.MAX_MESSAGE_BYTES);

    assertThat(received(List.of(message, message, message))).containsExactly(state, state, state);
  }

  private static List<ServerMessage> received(List<byte[]> sent) throws InterruptedException {
    int port = Ports.free(1).get(0);
    BlockingQueue<ClientEvent> told = new LinkedBlockingQueue<>();
    Streams sending = new Sending(sent);
    Connections connections = new Connections(new ConcurrentSkipListSet<>(), told::add);
    FrontServer server =
        FrontServer.start(
            new Address("127.0.0.1", port),
            new FrontServer.Services(sending, sending, CompletableFuture::completedFuture));
    try {
      connections.connect(1, "127.0.0.1:" + port);
      List<ServerMessage> received = new ArrayList<>();
      while (received.size() < sent.size()) {
        ClientEvent event = told.poll(20, TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(ClientEvent.Received.class);
        received.add(((ClientEvent.Received) event).message());
      }
      return received;
    } finally {
      connections.disconnect(1);
      server.close();
    }
  }

  private static ServerMessage stateOf(int leaderships) {
    List<ServerMessage.Held> held = new ArrayList<>();
    for (long number = 1; number <= leaderships; number++) {
      held.add(
          new ServerMessage.Held(
              new ElectionName("shard-" + number),
              new CandidateName("replica"),
              new FencingToken(number),
              new GrantId(number, -number),
              List.of(),
              List.of(),
              true,
              Optional.empty(),
              Optional.empty()));
    }
    return new ServerMessage.SessionState(SESSION, 1, held, List.of());
  }
}
