package dev.incumbent.cluster.front;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.cluster.wire.WireMethods;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A node's front port: clients' and peers' streams, and calls of formation.
 *
 * <p>Guarantees: which streams ended by the other side is told apart from those that this node
 * ended, and from connections that fell silent; ON_SUSPICION rests on it. Queues are bounded (see
 * {@link FrontStream}); messages are at most 1 MiB.
 *
 * <p>NOT guaranteed: any security. Whoever reaches the port is served.
 *
 * <p>Threads: see {@link Streams}; the methods here may be called by any thread.
 */
public final class FrontServer implements AutoCloseable {
  /** The shortest that the transport allows. */
  private static final Duration IDLE_BEFORE_PING = Duration.ofSeconds(10);

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MIN_CLIENT_PING = Duration.ofSeconds(1);

  private final Server server;
  private final AtomicBoolean stopping;

  private FrontServer(Server server, AtomicBoolean stopping) {
    this.server = server;
    this.stopping = stopping;
  }

  /**
   * What is served.
   *
   * @param sessions told of clients' streams
   * @param peers told of peers' streams
   * @param form answers a call of formation; a {@link dev.incumbent.codec.CodecException} is passed
   *     on by its message
   */
  public record Services(
      Streams sessions, Streams peers, Function<byte[], CompletionStage<byte[]>> form) {}

  /** When a connection that says nothing is asked for a sign of life, and for how long. */
  record Keepalive(Duration idle, Duration timeout) {
    static final Keepalive DEFAULT = new Keepalive(IDLE_BEFORE_PING, PING_TIMEOUT);
  }

  /**
   * Listens.
   *
   * @throws dev.incumbent.error.RejectedException if the address is in use or not of this machine
   */
  public static FrontServer start(Address listen, Services services) {
    return start(listen, services, Keepalive.DEFAULT);
  }

  static FrontServer start(Address listen, Services services, Keepalive keepalive) {
    InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
    if (address.isUnresolved()) {
      throw refusal(listen, "the host is unknown");
    }
    AtomicBoolean stopping = new AtomicBoolean();
    Server server = server(address, definition(services, stopping), keepalive);
    try {
      return new FrontServer(server.start(), stopping);
    } catch (IOException e) {
      throw refusal(listen, reason(e));
    }
  }

  private static Server server(
      InetSocketAddress address, ServerServiceDefinition service, Keepalive keepalive) {
    return NettyServerBuilder.forAddress(address)
        .addService(service)
        .addStreamTracerFactory(new StreamEnds.Factory())
        .directExecutor()
        .maxInboundMessageSize(WireMethods.MAX_MESSAGE_BYTES)
        .keepAliveTime(keepalive.idle().toNanos(), TimeUnit.NANOSECONDS)
        .keepAliveTimeout(keepalive.timeout().toNanos(), TimeUnit.NANOSECONDS)
        .permitKeepAliveTime(MIN_CLIENT_PING.toNanos(), TimeUnit.NANOSECONDS)
        .permitKeepAliveWithoutCalls(true)
        .build();
  }

  private static RuntimeException refusal(Address listen, String why) {
    return Refusals.refusal(
        "cannot listen at " + listen + ": " + why,
        listen.toString(),
        "stop what listens there, or name another address of this machine (--listen)");
  }

  private static String reason(IOException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static ServerServiceDefinition definition(Services services, AtomicBoolean stopping) {
    AtomicLong ids = new AtomicLong();
    return ServerServiceDefinition.builder(WireMethods.SERVICE)
        .addMethod(WireMethods.SESSION, new StreamHandler(ids, services.sessions(), stopping))
        .addMethod(WireMethods.PEER, new StreamHandler(ids, services.peers(), stopping))
        .addMethod(WireMethods.FORM, new FormHandler(services.form()))
        .build();
  }

  /**
   * Takes no new connections or streams, gives those that there are until {@code bound} to end, and
   * then ends them.
   */
  public void close(Duration bound) {
    server.shutdown();
    try {
      if (!server.awaitTermination(bound.toNanos(), TimeUnit.NANOSECONDS)) {
        endNow();
      }
    } catch (InterruptedException e) {
      endNow();
      Thread.currentThread().interrupt();
    }
  }

  private void endNow() {
    stopping.set(true);
    server.shutdownNow();
  }

  /** Ends everything now. Idempotent. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
