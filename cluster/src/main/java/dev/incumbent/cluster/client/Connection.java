package dev.incumbent.cluster.client;

import dev.incumbent.cluster.wire.WireMethods;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.session.client.ClientEvent;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One stream to one node, on a channel of its own: made once, and given up when it breaks, so that
 * the protocol alone decides when to try again.
 *
 * <p>What arrives is put into the protocol's inbox by gRPC's event loop, at most {@value #WINDOW}
 * messages ahead of the protocol. An idle stream is probed after 5 s and given up 3 s later.
 *
 * <p>Threads: its methods by the protocol thread.
 */
final class Connection {
  private static final int WINDOW = 64;
  private static final long KEEP_ALIVE_SECONDS = 5;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 3;

  private final ManagedChannel channel;
  private final ClientCall<byte[], byte[]> call;
  private boolean ended;

  /**
   * Begins to connect.
   *
   * @throws IllegalArgumentException if the address is not of the form host:port
   */
  Connection(long number, String address, Consumer<ClientEvent> tell) {
    channel =
        NettyChannelBuilder.forTarget("dns:///" + ClusterUri.requireAddress(address))
            .usePlaintext()
            .directExecutor()
            // Nodes are neighbours: no proxy of the environment stands between.
            .proxyDetector(target -> null)
            .disableRetry()
            .disableServiceConfigLookUp()
            .maxInboundMessageSize(WireMethods.MAX_SERVER_MESSAGE_BYTES)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .build();
    call = channel.newCall(WireMethods.SESSION, CallOptions.DEFAULT);
    call.start(new Inbound(number, tell), new Metadata());
    call.request(WINDOW);
  }

  void send(byte[] message) {
    if (!ended) {
      call.sendMessage(message);
    }
  }

  void requestOne() {
    if (!ended) {
      call.request(1);
    }
  }

  /** Ends it at once; the node sees that its client's side closed it. */
  void end() {
    if (!ended) {
      ended = true;
      call.cancel("the client ends the stream", null);
      channel.shutdownNow();
    }
  }

  private static final class Inbound extends ClientCall.Listener<byte[]> {
    private final long number;
    private final Consumer<ClientEvent> tell;

    Inbound(long number, Consumer<ClientEvent> tell) {
      this.number = number;
      this.tell = tell;
    }

    @Override
    public void onMessage(byte[] message) {
      try {
        tell.accept(new ClientEvent.Received(number, WireFormat.decodeServerMessage(message)));
      } catch (CodecException e) {
        tell.accept(new ClientEvent.Disconnected(number, e.toString()));
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      tell.accept(new ClientEvent.Disconnected(number, why(status)));
    }

    private static String why(Status status) {
      if (status.isOk()) {
        return "the node ended the stream";
      }
      Throwable cause = status.getCause();
      String detail = cause == null ? status.getDescription() : cause.getMessage();
      return status.getCode() + (detail == null ? "" : " " + detail);
    }
  }
}
