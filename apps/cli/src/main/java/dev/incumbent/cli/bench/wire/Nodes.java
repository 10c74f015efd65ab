package dev.incumbent.cli.bench.wire;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One connection to each node, which carries all streams to it, and which of them leads.
 *
 * <p>Threads: safe. What arrives on a connection is handed on by that connection's own thread.
 */
final class Nodes implements AutoCloseable {
  private static final int WINDOW = 16;
  private static final long AGAIN_MILLIS = 50;

  private final Map<String, ManagedChannel> channels = new TreeMap<>();
  private final List<Consumer<Leader>> followers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer;
  private Optional<Leader> leader = Optional.empty();
  private volatile boolean closed;

  /** Who leads, ready to serve. */
  record Leader(String address, long term) {}

  /** Begins to connect. */
  Nodes(List<String> addresses) {
    ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1);
    one.setRemoveOnCancelPolicy(true);
    this.timer = one;
    addresses.forEach(address -> channels.put(address, channel(address)));
    addresses.forEach(this::ask);
  }

  private static ManagedChannel channel(String address) {
    return NettyChannelBuilder.forTarget("dns:///" + address)
        .usePlaintext()
        .directExecutor()
        .proxyDetector(target -> null)
        .disableRetry()
        .disableServiceConfigLookUp()
        .maxInboundMessageSize(WireMethods.MAX_MESSAGE_BYTES)
        .build();
  }

  /** The addresses that a cluster's URI names. */
  static List<String> addresses(String uri) {
    return List.of(uri.substring(uri.indexOf("//") + 2).split(",", -1));
  }

  /** Opens a stream to a node and greets it; {@code listener} hears what arrives. */
  ClientCall<byte[], byte[]> open(String address, ClientCall.Listener<byte[]> listener) {
    ManagedChannel channel = channels.get(address);
    if (channel == null) {
      throw new IllegalStateException("the cluster has grown: " + address + " is new");
    }
    ClientCall<byte[], byte[]> call = channel.newCall(WireMethods.SESSION, CallOptions.DEFAULT);
    call.start(listener, new Metadata());
    call.request(WINDOW);
    call.sendMessage(
        WireFormat.encode(new ClientMessage.Hello(WireFormat.VERSION, Optional.empty())));
    return call;
  }

  /** Tells who leads, from now on, each time that another does. */
  void follow(Consumer<Leader> follower) {
    Optional<Leader> now;
    synchronized (this) {
      followers.add(follower);
      now = leader;
    }
    now.ifPresent(follower);
  }

  /** Runs something once, later. */
  void later(long millis, Runnable task) {
    if (!closed) {
      var unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Runs something again and again. */
  void every(long millis, Runnable task) {
    var unused = timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A stream without a session: the node tells on it who leads. */
  private void ask(String address) {
    Asking asking = new Asking(address);
    asking.begin(open(address, asking));
  }

  private void leads(Leader told) {
    synchronized (this) {
      if (leader.map(before -> before.term() >= told.term()).orElse(false)) {
        return;
      }
      leader = Optional.of(told);
    }
    followers.forEach(follower -> follower.accept(told));
  }

  private final class Asking extends ClientCall.Listener<byte[]> {
    private final String address;
    private Optional<ClientCall<byte[], byte[]>> call = Optional.empty();

    private Asking(String address) {
      this.address = address;
    }

    private synchronized void begin(ClientCall<byte[], byte[]> begun) {
      call = Optional.of(begun);
    }

    @Override
    public synchronized void onMessage(byte[] message) {
      if (WireFormat.decodeServerMessage(message) instanceof ServerMessage.Leader told
          && told.ready()) {
        leads(new Leader(address, told.term()));
      }
      call.ifPresent(it -> it.request(1));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      later(AGAIN_MILLIS, () -> ask(address));
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
