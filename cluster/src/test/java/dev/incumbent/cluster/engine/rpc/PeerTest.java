package dev.incumbent.cluster.engine.rpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the peer: it accepts connections and answers nothing. */
@Timeout(60)
class PeerTest {
  private static final int MAX_BODY = 1_000;

  @Test
  void givesUpBothConnectionsWhenTheQuickOneIsNotAnswered() throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address = (InetSocketAddress) socket.getLocalAddress();
      PeerLine.Way way =
          new PeerLine.Way(address.getHostString(), address.getPort(), 5_000, MAX_BODY);
      try (Peer peer = new Peer(way, Thread::new)) {
        CompletableFuture<byte[]> entries = peer.callInBulk(Frame.Kind.APPEND, new byte[1], 30_000);
        try (SocketChannel bulk = socket.accept()) {
          Frame.read(bulk, MAX_BODY).requireHello();
          CompletableFuture<byte[]> heartbeat =
              peer.callQuickly(Frame.Kind.APPEND, new byte[1], 50);

          assertThatThrownBy(() -> heartbeat.get(20, TimeUnit.SECONDS))
              .hasMessageContaining("TimeoutException");
          assertThatThrownBy(() -> entries.get(20, TimeUnit.SECONDS))
              .hasMessageContaining("IOException");
        }
      }
    }
  }
}
