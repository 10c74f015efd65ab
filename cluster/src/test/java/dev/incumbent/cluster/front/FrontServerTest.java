package dev.incumbent.cluster.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.node.Ports;
import dev.incumbent.cluster.wire.WireMethods;
import dev.incumbent.codec.CodecException;
import dev.incumbent.error.RejectedException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FrontServerTest {
  private static final long BOUND_SECONDS = 20;
  static final FrontServer.Keepalive SHORT =
      new FrontServer.Keepalive(Duration.ofMillis(200), Duration.ofMillis(200));

  /** Notes what is told, and gives no room for more by itself. */
  static final class Told implements Streams {
    private final BlockingQueue<FrontStream> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> congested = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

    @Override
    public void opened(FrontStream stream) {
      opened.add(stream);
    }

    @Override
    public void received(FrontStream stream, byte[] message) {
      received.add(message);
    }

    @Override
    public void congested(FrontStream stream, boolean is) {
      congested.add(is);
    }

    @Override
    public void closed(FrontStream stream, boolean byOtherSide) {
      closed.add(byOtherSide ? "by the other side" : "by us");
    }
  }

  /** The other side of a stream. */
  private static final class Caller extends ClientCall.Listener<byte[]> {
    private final ClientCall<byte[], byte[]> call;
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> closed = new CompletableFuture<>();

    Caller(ManagedChannel channel, int window) {
      call = channel.newCall(WireMethods.SESSION, CallOptions.DEFAULT);
      call.start(this, new Metadata());
      if (window > 0) {
        call.request(window);
      }
    }

    @Override
    public void onMessage(byte[] message) {
      received.add(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      closed.complete(status);
    }
  }

  private final Told sessions = new Told();
  private int port;
  private FrontServer server;
  private ManagedChannel channel;

  @BeforeEach
  void listen() throws IOException {
    port = Ports.free(1).get(0);
    server = start(port, SHORT);
    channel = connect(port);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  private FrontServer start(int at, FrontServer.Keepalive keepalive) {
    FrontServer.Services services =
        new FrontServer.Services(sessions, new Told(), FrontServerTest::form);
    return FrontServer.start(new Address("127.0.0.1", at), services, keepalive);
  }

  static CompletableFuture<byte[]> form(byte[] request) {
    if (request[0] != 1) {
      return CompletableFuture.failedFuture(
          CodecException.unknownFormat("formation message", request[0], 1));
    }
    return CompletableFuture.completedFuture(new byte[] {1, (byte) (request[1] + 1)});
  }

  private static ManagedChannel connect(int to) {
    return NettyChannelBuilder.forAddress("127.0.0.1", to).usePlaintext().build();
  }

  static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(BOUND_SECONDS, TimeUnit.SECONDS);
    assertThat(taken).as("something within " + BOUND_SECONDS + " s").isNotNull();
    return taken;
  }

  @Test
  void carriesMessagesBothWays() throws Exception {
    Caller caller = new Caller(channel, 10);
    FrontStream stream = take(sessions.opened);
    caller.call.sendMessage(new byte[] {1, 2});
    assertThat(take(sessions.received)).containsExactly(1, 2);
    stream.send(new byte[] {3});
    assertThat(take(caller.received)).containsExactly(3);
  }

  @Test
  void tellsAHalfCloseAsAClosingByTheOtherSide() throws Exception {
    Caller caller = new Caller(channel, 10);
    take(sessions.opened);
    caller.call.halfClose();
    assertThat(take(sessions.closed)).isEqualTo("by the other side");
    assertThat(caller.closed.get(BOUND_SECONDS, TimeUnit.SECONDS).isOk()).isTrue();
  }

  @Test
  void tellsACancelAsAClosingByTheOtherSide() throws Exception {
    Caller caller = new Caller(channel, 10);
    take(sessions.opened);
    caller.call.cancel("enough", null);
    assertThat(take(sessions.closed)).isEqualTo("by the other side");
  }

  @Test
  void tellsAConnectionThatWasResetAsAClosingByTheOtherSide() throws Exception {
    try (TcpProxy proxy = new TcpProxy(port)) {
      ManagedChannel through = connect(proxy.port());
      new Caller(through, 10);
      take(sessions.opened);
      proxy.reset();
      assertThat(take(sessions.closed)).isEqualTo("by the other side");
      through.shutdownNow();
    }
  }

  /** The keepalive ends it, and a silence is no closing. */
  @Test
  void tellsAConnectionThatFellSilentAsEndedByUs() throws Exception {
    try (TcpProxy proxy = new TcpProxy(port)) {
      ManagedChannel through = connect(proxy.port());
      new Caller(through, 10);
      take(sessions.opened);
      proxy.fallSilent();
      assertThat(take(sessions.closed)).isEqualTo("by us");
      through.shutdownNow();
    }
  }

  @Test
  void tellsItsOwnClosingAsEndedByUsAndSendsWhatWasSentBefore() throws Exception {
    Caller caller = new Caller(channel, 10);
    FrontStream stream = take(sessions.opened);
    stream.send(new byte[] {1});
    stream.close();
    stream.send(new byte[] {2});
    assertThat(take(sessions.closed)).isEqualTo("by us");
    assertThat(caller.closed.get(BOUND_SECONDS, TimeUnit.SECONDS).isOk()).isTrue();
    assertThat(caller.received).hasSize(1);
  }

  @Test
  void tellsTheClosingsOfAServerThatStopsAsEndedByUs() throws Exception {
    Caller caller = new Caller(channel, 10);
    take(sessions.opened);
    server.close();
    assertThat(take(sessions.closed)).isEqualTo("by us");
    assertThat(caller.closed.get(BOUND_SECONDS, TimeUnit.SECONDS).isOk()).isFalse();
  }

  @Test
  void letsNoMoreMessagesInThanItsWindowUntilTheyAreConsumed() throws Exception {
    Caller caller = new Caller(channel, 10);
    FrontStream stream = take(sessions.opened);
    for (int i = 0; i < FrontStream.WINDOW + 5; i++) {
      caller.call.sendMessage(new byte[] {(byte) i});
    }
    for (int i = 0; i < FrontStream.WINDOW; i++) {
      assertThat(take(sessions.received)).containsExactly(i);
    }
    // A round trip behind them, so that more would have arrived.
    caller.call.request(1);
    stream.send(new byte[1]);
    take(caller.received);
    assertThat(sessions.received).isEmpty();
    stream.consumed();
    assertThat(take(sessions.received)).containsExactly(FrontStream.WINDOW);
    assertThat(sessions.received).isEmpty();
  }

  @Test
  void saysThatASlowReaderIsCongestedAndWhenItIsNoMore() throws Exception {
    Caller caller = new Caller(channel, 0);
    FrontStream stream = take(sessions.opened);
    int sent = 0;
    while (sessions.congested.isEmpty()) {
      stream.send(new byte[100_000]);
      sent++;
    }
    assertThat(take(sessions.congested)).isTrue();
    assertThat(sent).isLessThan(100);
    caller.call.request(sent);
    assertThat(take(sessions.congested)).isFalse();
    for (int i = 0; i < sent; i++) {
      assertThat(take(caller.received)).hasSize(100_000);
    }
  }

  @Test
  void endsTheStreamOfAReaderThatFallsTooFarBehind() throws Exception {
    Caller caller = new Caller(channel, 0);
    FrontStream stream = take(sessions.opened);
    int sent = 0;
    while (sessions.closed.isEmpty() && sent < 300) {
      stream.send(new byte[100_000]);
      sent++;
    }
    caller.call.request(sent);
    Status status = caller.closed.get(BOUND_SECONDS, TimeUnit.SECONDS);
    assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(status.getDescription()).contains("allowed 8388608");
    assertThat(take(sessions.closed)).isEqualTo("by us");
  }

  @Test
  void refusesAMessageOverOneMebibyte() throws Exception {
    ManagedChannel generous = connect(port);
    ClientCall<byte[], byte[]> call =
        generous.newCall(
            WireMethods.SESSION.toBuilder(new Unbounded(), new Unbounded()).build(),
            CallOptions.DEFAULT);
    CompletableFuture<Status> closed = new CompletableFuture<>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        new Metadata());
    call.request(1);
    call.sendMessage(new byte[WireMethods.MAX_MESSAGE_BYTES + 1]);
    assertThat(closed.get(BOUND_SECONDS, TimeUnit.SECONDS).isOk()).isFalse();
    assertThat(take(sessions.closed)).isEqualTo("by us");
    assertThat(sessions.received).isEmpty();
    generous.shutdownNow();
  }

  private static final class Unbounded implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void saysThatItsPortIsInUse() {
    assertThatThrownBy(() -> start(port, SHORT))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("in use");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
  void saysThatAnAddressIsNotOfThisMachine(String host) {
    FrontServer.Services services =
        new FrontServer.Services(sessions, sessions, FrontServerTest::form);
    assertThatThrownBy(() -> FrontServer.start(new Address(host, port), services))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(host + ":" + port);
  }
}
