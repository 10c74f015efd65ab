package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.wire.WireMethods;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One stream to one node, message by message. */
final class RawClient implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final ManagedChannel channel;
  private final ClientCall<byte[], byte[]> call;
  private final BlockingQueue<ServerMessage> received = new LinkedBlockingQueue<>();
  private volatile boolean leads;
  final CompletableFuture<Status> closed = new CompletableFuture<>();

  RawClient(String address) {
    channel = NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build();
    call = channel.newCall(WireMethods.SESSION, CallOptions.DEFAULT.withWaitForReady());
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(byte[] bytes) {
            ServerMessage message = WireFormat.decodeServerMessage(bytes);
            if (message instanceof ServerMessage.Leader leader) {
              leads = leader.ready();
            }
            received.add(message);
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            closed.complete(status);
          }
        },
        new Metadata());
    call.request(16);
  }

  static RawClient greeted(String address) throws InterruptedException {
    RawClient client = new RawClient(address);
    client.send(new ClientMessage.Hello(WireFormat.VERSION, Optional.empty()));
    client.await(ServerMessage.Welcome.class);
    return client;
  }

  void send(ClientMessage message) {
    sendBytes(WireFormat.encode(message));
  }

  void sendBytes(byte[] message) {
    call.sendMessage(message);
  }

  /** Whether the node said last that it leads and serves. */
  boolean leads() {
    return leads;
  }

  void halfClose() {
    call.halfClose();
  }

  /** The next message of that type; others before it are dropped. */
  <T extends ServerMessage> T await(Class<T> type) throws InterruptedException {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (true) {
      ServerMessage message = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(message).as("a " + type.getSimpleName() + " within " + BOUND).isNotNull();
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
  }

  /** How many messages of that type have arrived and were not awaited; all are dropped. */
  long drain(Class<? extends ServerMessage> type) {
    List<ServerMessage> messages = new ArrayList<>();
    received.drainTo(messages);
    return messages.stream().filter(type::isInstance).count();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
