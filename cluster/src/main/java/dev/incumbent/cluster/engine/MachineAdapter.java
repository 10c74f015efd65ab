package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * The library's view of a {@link ReplicatedMachine}.
 *
 * <p>Guarantees: a replica that could not apply an entry applies nothing more and is reported. No
 * log entry counts as flushed before the directory that names its file is on disk (S-8).
 *
 * <p>Threads: the library's; see each method.
 */
final class MachineAdapter extends BaseStateMachine {

  /** What the machine needs of its engine. */
  record Wiring(
      EngineEvents events,
      Snapshots snapshots,
      GroupFolder folder,
      Runnable beforeAppend,
      Consumer<Throwable> fail) {}

  private final ReplicatedMachine machine;
  private final Wiring wiring;
  private final StateMachineStorage storage = new Storage();
  private volatile boolean broken;
  private volatile long configurationTerm;

  MachineAdapter(ReplicatedMachine machine, Wiring wiring) {
    this.machine = machine;
    this.wiring = wiring;
  }

  /** Before the log is opened, on the thread that starts the node. */
  @Override
  public void initialize(RaftServer server, RaftGroupId group, RaftStorage files)
      throws IOException {
    super.initialize(server, group, files);
    getLifeCycle().startAndTransition(this::load, IOException.class);
  }

  /**
   * Under the library's lock; the apply thread may still be at work. A leader's snapshot follows.
   */
  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    wiring.snapshots().abandonWrite();
    try {
      wiring.folder().forceReceivedSnapshot();
    } catch (IOException e) {
      wiring.fail().accept(e);
    }
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** On the apply thread, once the leader's snapshot is in place. */
  @Override
  public void reinitialize() throws IOException {
    getLifeCycle().transition(LifeCycle.State.STARTING);
    wiring.folder().syncAll();
    load();
    getLifeCycle().transition(LifeCycle.State.RUNNING);
  }

  private void load() throws IOException {
    SnapshotFiles files = wiring.folder().snapshots();
    Optional<SnapshotFiles.Snapshot> snapshot = wiring.snapshots().open(files);
    if (snapshot.isPresent()) {
      SnapshotFiles.Snapshot found = snapshot.get();
      files.read(found, in -> machine.restore(in, found.term(), found.index()));
      setLastAppliedTermIndex(TermIndex.valueOf(found.term(), found.index()));
    }
  }

  /** On the apply thread. */
  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    if (broken) {
      throw new IllegalStateException("this replica is out of service");
    }
    try {
      machine.apply(
          entry.getTerm(),
          entry.getIndex(),
          entry.getStateMachineLogEntry().getLogData().toByteArray());
    } catch (RuntimeException | Error e) {
      broken = true;
      wiring.fail().accept(e);
      throw new IllegalStateException("entry " + entry.getIndex() + " could not be applied", e);
    }
    updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
    return CompletableFuture.completedFuture(Message.valueOf(encode(entry.getTerm())));
  }

  private static ByteString encode(long term) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).putLong(term).flip();
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  static long decodeTerm(Message reply) {
    return reply.getContent().asReadOnlyByteBuffer().getLong();
  }

  /** On the thread that submits, under the log's lock: the entry is about to be appended. */
  @Override
  public TransactionContext preAppendTransaction(TransactionContext transaction) {
    wiring.beforeAppend().run();
    return transaction;
  }

  /** On the log's thread, before what it wrote is forced and counts as flushed. */
  @Override
  public CompletableFuture<Void> flush(long index) {
    try {
      wiring.folder().syncLog();
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      wiring.fail().accept(e);
      return CompletableFuture.failedFuture(e);
    }
  }

  /** On the apply thread. */
  @Override
  public long takeSnapshot() {
    return wiring.snapshots().poll(getLastAppliedTermIndex(), machine::view);
  }

  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    return wiring
        .snapshots()
        .newest()
        .map(
            snapshot ->
                new SingleFileSnapshotInfo(
                    new FileInfo(snapshot.file(), snapshot.digest()),
                    snapshot.term(),
                    snapshot.index()))
        .orElse(null);
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  /** On the apply thread: just before readiness is told, with the exact term of the leadership. */
  @Override
  public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto ignored) {
    configurationTerm = term;
  }

  /** On the apply thread. */
  @Override
  public void notifyLeaderReady() {
    wiring.events().ready(configurationTerm);
  }

  @Override
  public void notifyNotLeader(Collection<TransactionContext> pending) {
    wiring.events().notLeading();
  }

  /** Under the library's lock; the term cannot change meanwhile. */
  @Override
  public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
    long term = currentTerm();
    if (self.getPeerId().equals(leader)) {
      wiring.events().leading(term);
    }
    wiring.events().leaderKnown(Optional.of(leader.toString()), term);
  }

  private long currentTerm() {
    try {
      return getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm();
    } catch (IOException e) {
      throw new IllegalStateException("a node without its group heard of a leader", e);
    }
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    wiring.fail().accept(cause);
  }

  /** At the end of the apply thread, whoever ended it. */
  @Override
  public void close() {
    wiring.fail().accept(new IllegalStateException("the Raft node stopped by itself"));
  }

  /** The library's view of the snapshots; it never deletes any, {@link Snapshots} does. */
  private final class Storage implements StateMachineStorage {

    @Override
    public void init(RaftStorage files) {}

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
      return MachineAdapter.this.getLatestSnapshot();
    }

    @Override
    public void format() {}

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) {}
  }
}
