package dev.incumbent.cluster.engine.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test is the peer: it accepts the line's connections and answers by hand. */
@Timeout(60)
class PeerLineTest {
  private static final int MAX_BODY = 1_000;
  private static final long LONG_MILLIS = 30_000;

  private ServerSocketChannel peer;
  private PeerLine line;

  @BeforeEach
  void open() throws IOException {
    peer = ServerSocketChannel.open();
    peer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    line = new PeerLine(wayTo(peer), Thread::new, () -> {});
  }

  @AfterEach
  void close() throws IOException {
    line.close();
    peer.close();
  }

  @Test
  void answersCallsByTheirNumbersInAnyOrder() throws Exception {
    CompletableFuture<byte[]> first = call("first");
    CompletableFuture<byte[]> second = call("second");
    try (SocketChannel accepted = accepted()) {
      Frame one = Frame.read(accepted, MAX_BODY);
      Frame two = Frame.read(accepted, MAX_BODY);
      reply(accepted, two);
      reply(accepted, one);

      assertThat(text(first)).isEqualTo("first");
      assertThat(text(second)).isEqualTo("second");
    }
  }

  @Test
  void failsOpenCallsWithTheirConnectionAndConnectsAnewForTheNext() throws Exception {
    CompletableFuture<byte[]> lost = call("lost");
    try (SocketChannel accepted = accepted()) {
      Frame.read(accepted, MAX_BODY);
    }
    assertThatThrownBy(() -> text(lost)).hasCauseInstanceOf(IOException.class);

    CompletableFuture<byte[]> next = call("next");
    try (SocketChannel accepted = accepted()) {
      reply(accepted, Frame.read(accepted, MAX_BODY));
      assertThat(text(next)).isEqualTo("next");
    }
  }

  @Test
  void failsACallThatNobodyListensTo() throws IOException {
    peer.close();

    assertThatThrownBy(() -> text(call("a"))).hasMessageContaining("refused");
  }

  @Test
  void givesUpAConnectionOnWhichNothingIsHeard() throws Exception {
    CompletableFuture<byte[]> unheard = line.call(Frame.Kind.VOTE, bytes("a"), 50);
    try (SocketChannel silent = accepted()) {
      Frame.read(silent, MAX_BODY);

      assertThatThrownBy(() -> text(unheard)).hasCauseInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> Frame.read(silent, MAX_BODY)).hasMessage("the connection ended");
    }
  }

  @Test
  void keepsAConnectionOnWhichOthersAreAnswered() throws Exception {
    CompletableFuture<byte[]> slow = line.call(Frame.Kind.VOTE, bytes("slow"), 1_000);
    CompletableFuture<byte[]> quick = call("quick");
    try (SocketChannel accepted = accepted()) {
      Frame.read(accepted, MAX_BODY);
      reply(accepted, Frame.read(accepted, MAX_BODY));
      assertThat(text(quick)).isEqualTo("quick");
      assertThatThrownBy(() -> text(slow)).hasCauseInstanceOf(TimeoutException.class);

      CompletableFuture<byte[]> later = call("later");
      reply(accepted, Frame.read(accepted, MAX_BODY));
      assertThat(text(later)).isEqualTo("later");
    }
  }

  @Test
  void tellsWhyItIsRefused() throws Exception {
    CompletableFuture<byte[]> call = call("a");
    try (SocketChannel accepted = accepted()) {
      Frame.failure(Frame.NO_CALL, "peer protocol version 1: known is 2").writeTo(accepted);

      assertThatThrownBy(() -> text(call)).hasMessageContaining("version 1: known is 2");
    }
  }

  @Test
  void endsWhatIsOpenWhenItIsClosed() {
    CompletableFuture<byte[]> open = call("a");

    line.close();

    assertThatThrownBy(() -> text(open)).isInstanceOf(ExecutionException.class);
    assertThatThrownBy(() -> text(call("b"))).hasMessageContaining("closed");
  }

  private CompletableFuture<byte[]> call(String body) {
    return line.call(Frame.Kind.VOTE, bytes(body), LONG_MILLIS);
  }

  /** The line's next connection, behind its hello. */
  private SocketChannel accepted() throws IOException {
    SocketChannel channel = peer.accept();
    Frame.read(channel, MAX_BODY).requireHello();
    return channel;
  }

  /** Says the same back. */
  private static void reply(SocketChannel channel, Frame request) throws IOException {
    new Frame(Frame.Kind.REPLY, request.call(), request.body()).writeTo(channel);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(CompletableFuture<byte[]> answer) throws Exception {
    return new String(answer.get(LONG_MILLIS, TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
  }

  private static PeerLine.Way wayTo(ServerSocketChannel socket) throws IOException {
    InetSocketAddress address = (InetSocketAddress) socket.getLocalAddress();
    return new PeerLine.Way(address.getHostString(), address.getPort(), 5_000, MAX_BODY);
  }
}
