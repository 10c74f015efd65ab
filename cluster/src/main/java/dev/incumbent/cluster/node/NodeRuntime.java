package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.engine.EngineStatus;
import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.cluster.formation.Membership;
import dev.incumbent.cluster.formation.NodeState;
import dev.incumbent.cluster.front.FrontServer;
import dev.incumbent.cluster.front.PeerChannels;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.error.RejectedException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The parts of a running node, how they are put together as it becomes a member, and how they are
 * taken apart.
 *
 * <pre>
 * step          needs                        then
 * open          the folder, both ports       answers formation; clients are told that it starts
 * serve         the group                    clients are served, without a quorum
 * take part     a majority knows this start  Raft runs
 * </pre>
 */
final class NodeRuntime {
  private static final System.Logger LOG = System.getLogger("dev.incumbent.node");
  private static final Duration TRANSFER_BOUND = Duration.ofMillis(1_200);
  private static final Duration FAREWELL_BOUND = Duration.ofMillis(500);
  private static final long TOLD_MILLIS = 300;
  private static final long ENGINE_CLOSE_MILLIS = 2_000;
  private static final long CLOSE_BOUND_MILLIS = 5_000;

  private final NodeConfig config;
  private final SystemSources sources;
  private final boolean insecure;
  private final DataFolder folder;
  private final ActorLoop loop;
  private final PeerChannels channels = new PeerChannels();
  private final ClientStreams clients;
  private final PeerLinks peers;
  private final Membership membership;
  private final FrontServer front;
  private final EngineSlot engine = new EngineSlot();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile Optional<Serving> serving = Optional.empty();

  NodeRuntime(NodeConfig config, SystemSources sources) {
    this.config = config;
    this.sources = sources;
    this.insecure = requireAllowed(config);
    this.folder = NodeFolder.open(config, sources.random());
    this.loop = new ActorLoop("incumbent-node-" + config.listen(), sources.clock(), this::fail);
    this.clients = new ClientStreams(loop, ClientStreams.Bounds.DEFAULT);
    this.peers = new PeerLinks(new LeaderLink.Surroundings(loop, channels, sources.random()));
    this.membership = new Membership(folder, self(), sources.random(), channels);
    this.front = listen();
  }

  private static boolean requireAllowed(NodeConfig config) {
    boolean insecure = new ListenPolicy(config.insecureNetwork()).requireAllowed(config.listen());
    if (insecure) {
      LOG.log(
          Level.WARNING,
          "{0} is beyond loopback, and there is no transport security: whoever reaches it or {1}"
              + " can read, write, lead and vote",
          config.listen(),
          config.raft());
    }
    return insecure;
  }

  private NodeState self() {
    return new NodeState(
        new Group.Member(folder.identity().node(), config.listen(), config.raft()),
        members(),
        NodeFolder.asked(config, folder),
        Optional.empty());
  }

  private FrontServer listen() {
    boolean listening = false;
    try {
      ListenPolicy.requireFree(config.raft());
      FrontServer server =
          FrontServer.start(
              config.listen(), new FrontServer.Services(clients, peers, membership::answer));
      listening = true;
      return server;
    } finally {
      if (!listening) {
        membership.close();
        closeFolder();
      }
    }
  }

  /** Begins to become a member. */
  void start() {
    loop.start();
    clients.refuseBecause("the node is waiting for its cluster to be formed");
    CompletionStage<Void> served = membership.formed().thenAccept(this::serve);
    var unused =
        membership
            .entered()
            .thenCombine(served, (group, done) -> group)
            .whenComplete(
                (group, error) -> {
                  if (error == null) {
                    inBackground("start", () -> takePart(group));
                  } else {
                    fail(error);
                  }
                });
    membership.start();
  }

  private void serve(Group group) {
    Group.Member self = group.member(folder.identity().node()).orElseThrow();
    NodeStatus.Self status = new NodeStatus.Self(group, self, insecure);
    CoordinatorState initial = Restore.initial(folder, Serving.stateConfig(group.settings()));
    serving = Optional.of(Serving.begin(status, initial, sources, loop, clients, peers));
  }

  private void takePart(Group group) {
    Serving parts = serving.orElseThrow();
    EngineBridge bridge =
        new EngineBridge(parts, group, config.timings().electionTimeoutMax(), this::fail);
    try {
      Optional<Engine> started =
          engine.start(Raft.config(folder, config.timings()), parts.replica(), bridge);
      if (started.isPresent()) {
        folder.noteVoter();
        parts.engine(started.orElseThrow());
        bridge.watch(started.orElseThrow());
        var unused = bridge.ready().thenRun(() -> ready.complete(null));
      }
    } catch (IOException e) {
      fail(
          Refusals.refusal(
              String.valueOf(e.getMessage()),
              folder.path().toString(),
              "remove the cause and start the node again on this folder"));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The node cannot go on: it is taken apart, and says why. */
  private void fail(Throwable why) {
    Throwable cause =
        why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
    if (closing.compareAndSet(false, true)) {
      inBackground(
          "fail",
          () -> {
            logFailure(cause);
            takeApart();
            stopped.completeExceptionally(cause);
            ready.completeExceptionally(cause);
          });
    }
  }

  private void logFailure(Throwable cause) {
    String line = "node at " + config.listen() + " stops: " + cause.getMessage();
    if (cause instanceof RejectedException) {
      LOG.log(Level.ERROR, line);
    } else {
      LOG.log(Level.ERROR, line, cause);
    }
  }

  /**
   * Stops in good order, within five seconds: hands Raft leadership over, tells clients to move,
   * and ends everything. A second caller waits for the first.
   */
  void close() {
    if (closing.compareAndSet(false, true)) {
      engine.engine().ifPresent(this::handOver);
      takeApart();
      ready.completeExceptionally(new IllegalStateException("the node was closed"));
      stopped.complete(null);
    }
    try {
      stopped.get(CLOSE_BOUND_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "closed after a failure, or late", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOver(Engine running) {
    EngineStatus.Role role = running.status().role();
    boolean leads = role == EngineStatus.Role.LEADER_READY || role == EngineStatus.Role.LEADER;
    if (leads && members().size() > 1) {
      boolean done =
          running.transferLeadership(Optional.empty(), TRANSFER_BOUND).toCompletableFuture().join();
      LOG.log(Level.INFO, done ? "handed Raft leadership over" : "nobody took Raft leadership");
    }
  }

  private void takeApart() {
    CountDownLatch told = new CountDownLatch(1);
    loop.execute(
        () -> {
          peers.close();
          serving.ifPresent(parts -> parts.host().tellNow(new HostEvent.Stopping()));
          told.countDown();
        });
    waitFor(() -> told.await(TOLD_MILLIS, TimeUnit.MILLISECONDS));
    front.close(FAREWELL_BOUND);
    membership.close();
    channels.close();
    loop.close();
    Thread closer =
        inBackground(
            "close",
            () -> {
              engine.close();
              closeFolder();
            });
    waitFor(() -> closer.join(ENGINE_CLOSE_MILLIS));
  }

  private void closeFolder() {
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot let go of the data folder", e);
    }
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static void waitFor(Waiting waiting) {
    try {
      waiting.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread inBackground(String what, Runnable task) {
    Thread thread = new Thread(task, "incumbent-node-" + config.listen() + "-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** The front addresses of all nodes, as far as they are known. */
  List<Address> members() {
    List<Address> asked = config.peers().isEmpty() ? List.of(config.listen()) : config.peers();
    return folder.identity().group().map(Group::fronts).orElse(asked);
  }

  DataFolder folder() {
    return folder;
  }

  boolean insecure() {
    return insecure;
  }

  /** Completes when the node leads or follows for the first time, or can never. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes when the node has stopped, exceptionally if by itself. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }
}
