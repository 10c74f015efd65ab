package dev.incumbent.cluster.engine;

import dev.incumbent.cluster.engine.rpc.PeerTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;

/**
 * An {@link Engine} that replicates by Raft.
 *
 * <p>Guarantees, NOT guaranteed, threads: see {@link Engine}.
 *
 * <p>Errors: {@link #start} throws when the folder cannot be used (not writable, not syncable,
 * another group's, a damaged log: it names file and offset), and when the address cannot be bound.
 */
public final class RaftEngine implements Engine {

  private static final System.Logger LOG = System.getLogger(RaftEngine.class.getName());

  /** How long closing waits for each of the engine's own threads. */
  private static final long CLOSE_BOUND_MILLIS = 500;

  private final EngineConfig config;
  private final EngineEvents events;
  private final Snapshots snapshots;
  private final GroupFolder folder;
  private final ContactWatch contact = new ContactWatch();
  private final Submitter submitter;
  private final ScheduledExecutorService control;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile Optional<ServerSocketChannel> socket = Optional.empty();
  private volatile Optional<Running> running = Optional.empty();

  /** What exists only once the library's server does. */
  private record Running(
      RaftServer server,
      RaftServer.Division node,
      StatusReader status,
      ControlRequests control,
      LeaderLine line) {}

  private RaftEngine(EngineConfig config, EngineListener listener, DirectorySync sync) {
    String nodeId = config.group().nodeId();
    this.config = config;
    this.events = new EngineEvents(listener, this::onLeader, nodeId);
    this.snapshots = new Snapshots(nodeId, config.limits().snapshotEveryEntries(), events);
    this.folder = new GroupFolder(config.folder(), config.group().groupId(), sync);
    this.submitter = new Submitter(nodeId, config.limits());
    this.control =
        Executors.newSingleThreadScheduledExecutor(EngineThreads.factory(nodeId, "control"));
  }

  /**
   * Starts the node. It returns as soon as the node takes part; the machine has been restored from
   * the newest snapshot, and entries after it are applied once the node knows that they are
   * committed.
   */
  public static Engine start(
      EngineConfig config, ReplicatedMachine machine, EngineListener listener) throws IOException {
    return start(config, machine, listener, DirectorySync.system());
  }

  static Engine start(
      EngineConfig config, ReplicatedMachine machine, EngineListener listener, DirectorySync sync)
      throws IOException {
    ProcessGuard.install();
    RaftEngine engine = new RaftEngine(config, listener, sync);
    try {
      engine.open(machine);
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw new IOException(
          "Node " + config.group().nodeId() + " cannot start: " + Causes.message(e), e);
    }
  }

  private void open(ReplicatedMachine machine) throws IOException {
    folder.prepare();
    folder.check(RatisSettings.maxStoredEntryBytes(config.limits()));
    socket = Optional.of(bind(config.group().self().raftAddress()));
    RaftServer server = server(machine);
    try {
      running = Optional.of(parts(server));
    } catch (IOException | RuntimeException e) {
      closeQuietly(server);
      throw e;
    }
    server.start();
    folder.syncAll();
    Running parts = running.orElseThrow();
    submitter.start(parts.node());
    parts.line().start();
    LeaderClasses.loadInBackground(nodeId());
    long tickMillis = config.timings().electionTimeoutMin().toMillis() / 2;
    var unused =
        control.scheduleWithFixedDelay(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
  }

  private RaftServer server(ReplicatedMachine machine) throws IOException {
    MachineAdapter adapter =
        new MachineAdapter(
            machine,
            new MachineAdapter.Wiring(events, snapshots, folder, submitter::onAppend, this::fail));
    return RaftServer.newBuilder()
        .setServerId(RaftPeerId.valueOf(nodeId()))
        .setGroup(group())
        .setStateMachine(adapter)
        .setOption(RaftStorage.StartupOption.RECOVER)
        .setProperties(RatisSettings.of(config))
        .setParameters(PeerTransport.parameters(transport()))
        .build();
  }

  private PeerTransport.Settings transport() {
    return new PeerTransport.Settings(
        new FolderHooks(folder, contact, this::fail),
        socket.orElseThrow(),
        Math.toIntExact(config.timings().requestTimeout().toMillis()),
        RatisSettings.maxMessageBytes(config.limits()),
        EngineThreads.factory(nodeId(), "peers"));
  }

  private Running parts(RaftServer server) throws IOException {
    RaftServer.Division node = server.getDivision(groupId());
    long turnMillis = config.timings().electionTimeoutMin().toMillis() / 3;
    return new Running(
        server,
        node,
        new StatusReader(node, snapshots, contact),
        new ControlRequests(server, node, snapshots),
        new LeaderLine(nodeId(), new QuickElection(server, node, turnMillis)));
  }

  private static ServerSocketChannel bind(EnginePeer.HostPort address) throws IOException {
    try {
      return PeerTransport.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw new IOException("Raft address " + address + ": " + e.getMessage(), e);
    }
  }

  private RaftGroup group() {
    List<RaftPeer> peers =
        config.group().peers().stream()
            .map(
                peer ->
                    RaftPeer.newBuilder()
                        .setId(peer.nodeId())
                        .setAddress(peer.raftAddress().toString())
                        .setClientAddress(peer.frontAddress().toString())
                        .build())
            .toList();
    return RaftGroup.valueOf(groupId(), peers);
  }

  private String nodeId() {
    return config.group().nodeId();
  }

  private RaftGroupId groupId() {
    return RaftGroupId.valueOf(config.group().groupId());
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(byte[] entry) {
    return submitter.submit(entry);
  }

  @Override
  public EngineStatus status() {
    return running.orElseThrow().status().read(stopped.get());
  }

  @Override
  public CompletionStage<Boolean> transferLeadership(Optional<String> toNodeId, Duration timeout) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    try {
      control.execute(() -> transfer(toNodeId, timeout, done));
    } catch (RejectedExecutionException e) {
      done.complete(false);
    }
    return done.completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void transfer(
      Optional<String> toNodeId, Duration timeout, CompletableFuture<Boolean> done) {
    Running parts = running.orElseThrow();
    var voters = parts.status().voters();
    Optional<String> target = toNodeId.or(() -> contact.mostCaughtUp(nodeId(), voters.values()));
    if (!parts.node().getInfo().isLeader() || target.filter(voters::containsKey).isEmpty()) {
      done.complete(false);
      return;
    }
    var unused = parts.control().transfer(target.get(), timeout).thenAccept(done::complete);
  }

  @Override
  public CompletionStage<Long> snapshot() {
    CompletableFuture<Long> done = snapshots.request();
    try {
      control.execute(() -> running.orElseThrow().control().askForSnapshot());
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(new IOException("the engine is closed", e));
    }
    return done;
  }

  /**
   * What the library does not tell: that the leader is lost, and that a request for a snapshot
   * waits.
   */
  private void tick() {
    try {
      Running parts = running.orElseThrow();
      if (parts.status().leaderId().isEmpty()) {
        events.leaderKnown(Optional.empty(), parts.node().getInfo().getCurrentTerm());
      }
      if (snapshots.isAsked()) {
        parts.control().askForSnapshot();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A look at the Raft node failed", e);
    }
  }

  private void onLeader(Optional<String> leader, long term) {
    running.ifPresent(
        parts ->
            parts
                .line()
                .follow(
                    leader
                        .filter(id -> !id.equals(nodeId()))
                        .map(parts.status().voters()::get)
                        .map(peer -> LeaderLine.Leader.of(peer, term))));
  }

  private void fail(Throwable why) {
    if (stopped.compareAndSet(false, true)) {
      LOG.log(System.Logger.Level.ERROR, "Node " + nodeId() + " stops", why);
      events.failed(why);
      EngineThreads.factory(nodeId(), "fail").newThread(this::shutDown).start();
    }
  }

  @Override
  public void close() {
    if (stopped.compareAndSet(false, true)) {
      shutDown();
    }
    if (!EngineThreads.isInside()) {
      closed.join();
    }
  }

  private void shutDown() {
    submitter.close(CLOSE_BOUND_MILLIS);
    running.map(Running::line).ifPresent(LeaderLine::close);
    control.shutdownNow();
    try {
      running.map(Running::server).ifPresent(RaftEngine::closeQuietly);
    } finally {
      socket.ifPresent(RaftEngine::closeQuietly);
      snapshots.close(CLOSE_BOUND_MILLIS);
      // When the library closes itself meanwhile, its own word may come after the last call.
      events.notLeading();
      events.close(CLOSE_BOUND_MILLIS);
      closeQuietly(folder);
      closed.complete(null);
    }
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "The Raft node did not close cleanly", e);
    }
  }
}
