package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.node.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Real nodes on loopback in this JVM, each with a folder of its own. */
final class EngineCluster implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Far above the default: tests share their cores. */
  static final EngineTimings TIMINGS =
      new EngineTimings(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Path folder;
  private final List<EnginePeer> peers = new ArrayList<>();
  private final UUID groupId = new UUID(0x1234, 0x5678);
  private final Map<String, Node> nodes = new ConcurrentHashMap<>();
  private final Map<String, WatchedSync> syncs = new ConcurrentHashMap<>();
  private final Map<String, Integer> proxies = new ConcurrentHashMap<>();
  private EngineLimits limits = EngineLimits.defaults();

  /** A running node with its machine and listener. */
  record Node(String id, Engine engine, LineMachine machine, RecordingListener listener) {

    boolean isReady() {
      return engine.status().role() == EngineStatus.Role.LEADER_READY;
    }

    SubmitOutcome submit(String line) {
      return engine
          .submit(line.getBytes(StandardCharsets.UTF_8))
          .toCompletableFuture()
          .orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS)
          .join();
    }
  }

  EngineCluster(Path folder, int size) {
    this.folder = folder;
    List<Integer> ports = Ports.free(size);
    for (int i = 1; i <= size; i++) {
      peers.add(
          new EnginePeer(
              "n" + i,
              new EnginePeer.HostPort("127.0.0.1", ports.get(i - 1)),
              new EnginePeer.HostPort("127.0.0.1", 1000 + i)));
    }
  }

  EngineCluster limits(EngineLimits changed) {
    limits = changed;
    return this;
  }

  /** From the next start on, others reach the node by this port. */
  void reachedBy(String id, int port) {
    proxies.put(id, port);
  }

  int raftPort(String id) {
    return config(id).group().self().raftAddress().port();
  }

  /** The node's way to the disk. */
  WatchedSync sync(String id) {
    return syncs.computeIfAbsent(id, unused -> new WatchedSync());
  }

  EngineCluster startAll() {
    startAll(ids());
    return this;
  }

  void startAll(List<String> ids) {
    List<CompletableFuture<Void>> starts =
        ids.stream().map(id -> CompletableFuture.runAsync(() -> startUnchecked(id))).toList();
    starts.forEach(CompletableFuture::join);
  }

  private void startUnchecked(String id) {
    try {
      var unused = start(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Node start(String id) throws IOException {
    LineMachine machine = new LineMachine();
    RecordingListener listener = new RecordingListener();
    Node node =
        new Node(id, RaftEngine.start(config(id), machine, listener, sync(id)), machine, listener);
    nodes.put(id, node);
    return node;
  }

  EngineConfig config(String id) {
    List<EnginePeer> seen = peers.stream().map(peer -> seenBy(id, peer)).toList();
    return new EngineConfig(new EngineGroup(id, groupId, seen), folder(id), TIMINGS, limits);
  }

  private EnginePeer seenBy(String id, EnginePeer peer) {
    EnginePeer.HostPort raft = peer.raftAddress();
    int port =
        peer.nodeId().equals(id) ? raft.port() : proxies.getOrDefault(peer.nodeId(), raft.port());
    return new EnginePeer(
        peer.nodeId(), new EnginePeer.HostPort(raft.host(), port), peer.frontAddress());
  }

  Path folder(String id) {
    return folder.resolve(id);
  }

  Path group(String id) {
    return folder(id).resolve(groupId.toString());
  }

  List<String> ids() {
    return peers.stream().map(EnginePeer::nodeId).toList();
  }

  Node node(String id) {
    return Objects.requireNonNull(nodes.get(id), () -> id + " does not run");
  }

  List<Node> nodes() {
    return nodes.values().stream().toList();
  }

  void stop(String id) {
    node(id).engine().close();
    nodes.remove(id);
  }

  /** The node that is leader and ready. */
  Node leader() {
    await("a leader is ready", () -> nodes().stream().anyMatch(Node::isReady));
    return nodes().stream().filter(Node::isReady).findFirst().orElseGet(this::leader);
  }

  /** Any node that runs but the one. */
  Node other(Node one) {
    return nodes().stream().filter(node -> !node.id().equals(one.id())).findFirst().orElseThrow();
  }

  /** Submits to whichever node leads until it is applied. */
  void write(String line) {
    await(
        "\"" + line + "\" is applied",
        () -> leader().submit(line) instanceof SubmitOutcome.Applied);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + BOUND.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within %s: %s", BOUND, what).isLessThan(deadline);
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    syncs.values().forEach(WatchedSync::release);
    nodes().parallelStream().forEach(node -> node.engine().close());
  }
}
