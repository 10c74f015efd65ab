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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node's connections to the front ports of the others: a new one for each call and each stream,
 * so that a peer which comes up is reached at once, whatever back-off its absence had earned.
 *
 * <p>Threads: safe for use by any thread; nothing blocks.
 */
public final class PeerChannels implements PeerCalls, AutoCloseable {
  /** How long a call of formation may take. */
  static final long CALL_MILLIS = 1_000;

  /** The shortest that the transport allows. */
  private static final long PING_SECONDS = 10;

  private static final long PING_TIMEOUT_SECONDS = 2;

  private final Set<ManagedChannel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  @Override
  public void call(Address peer, byte[] request, Answer answer) {
    ManagedChannel channel = connect(peer);
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            WireMethods.FORM,
            CallOptions.DEFAULT.withDeadlineAfter(CALL_MILLIS, TimeUnit.MILLISECONDS));
    call.start(new AnswerListener(answer, () -> disconnect(channel)), new Metadata());
    call.request(2);
    call.sendMessage(request);
    call.halfClose();
  }

  /** Opens a stream to a peer; {@code listener} is told of it. */
  public PeerStream open(Address peer, PeerStream.Listener listener) {
    ManagedChannel channel = connect(peer);
    PeerStream stream =
        new PeerStream(
            channel.newCall(WireMethods.PEER, CallOptions.DEFAULT),
            listener,
            () -> disconnect(channel));
    stream.start();
    return stream;
  }

  private ManagedChannel connect(Address peer) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(peer.host(), peer.port())
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(WireMethods.MAX_MESSAGE_BYTES)
            .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(PING_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .build();
    channels.add(channel);
    if (closed) {
      channel.shutdownNow();
    }
    return channel;
  }

  private void disconnect(ManagedChannel channel) {
    channels.remove(channel);
    channel.shutdownNow();
  }

  /** Ends all calls and streams, and lets no other be. Idempotent. */
  @Override
  public void close() {
    closed = true;
    channels.forEach(ManagedChannel::shutdownNow);
  }

  /** Turns the listener of a unary call into one answer. */
  private static final class AnswerListener extends ClientCall.Listener<byte[]> {
    private final Answer answer;
    private final Runnable afterwards;
    private byte @Nullable [] reply;

    AnswerListener(Answer answer, Runnable afterwards) {
      this.answer = answer;
      this.afterwards = afterwards;
    }

    @Override
    public void onMessage(byte[] message) {
      reply = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      afterwards.run();
      byte[] message = reply;
      if (status.isOk() && message != null) {
        answer.replied(message);
      } else {
        answer.failed(status.getCode() + ": " + status.getDescription());
      }
    }
  }
}
