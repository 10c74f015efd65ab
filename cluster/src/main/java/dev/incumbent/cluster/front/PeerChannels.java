package dev.incumbent.cluster.front;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.formation.PeerCalls;
import dev.incumbent.cluster.wire.WireMethods;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node's connections to the front ports of the others: one an address, made when first needed.
 *
 * <p>Threads: safe for use by any thread; nothing blocks.
 */
public final class PeerChannels implements PeerCalls, AutoCloseable {
  /** How long a call of formation may take. */
  static final long CALL_MILLIS = 1_000;

  private static final long PING_SECONDS = 2;

  private final Map<Address, ManagedChannel> channels = new TreeMap<>();
  private boolean closed;

  @Override
  public void call(Address peer, byte[] request, Answer answer) {
    ManagedChannel channel = channel(peer);
    // Otherwise a peer that was down is not tried again for seconds.
    channel.resetConnectBackoff();
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            WireMethods.FORM,
            CallOptions.DEFAULT.withDeadlineAfter(CALL_MILLIS, TimeUnit.MILLISECONDS));
    call.start(new AnswerListener(answer), new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
  }

  /** Opens a stream to a peer; {@code listener} is told of it. */
  public PeerStream open(Address peer, PeerStream.Listener listener) {
    ManagedChannel channel = channel(peer);
    channel.resetConnectBackoff();
    PeerStream stream =
        new PeerStream(channel.newCall(WireMethods.PEER, CallOptions.DEFAULT), listener);
    stream.start();
    return stream;
  }

  private synchronized ManagedChannel channel(Address peer) {
    if (closed) {
      throw new IllegalStateException("the connections to peers are closed");
    }
    return channels.computeIfAbsent(peer, PeerChannels::connect);
  }

  private static ManagedChannel connect(Address peer) {
    return NettyChannelBuilder.forAddress(peer.host(), peer.port())
        .usePlaintext()
        .directExecutor()
        .maxInboundMessageSize(WireMethods.MAX_MESSAGE_BYTES)
        .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(PING_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  /** Ends all calls and streams. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    channels.values().forEach(ManagedChannel::shutdownNow);
  }

  /** Turns the listener of a unary call into one answer. */
  private static final class AnswerListener extends ClientCall.Listener<byte[]> {
    private final Answer answer;
    private byte @Nullable [] reply;

    AnswerListener(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void onMessage(byte[] message) {
      reply = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      byte[] message = reply;
      if (status.isOk() && message != null) {
        answer.replied(message);
      } else {
        answer.failed(status.getCode() + ": " + status.getDescription());
      }
    }
  }
}
