package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;

/**
 * Decides when a snapshot is due and writes it in the background, one at a time.
 *
 * <p>The library asks on its apply thread; what it gets back is the index of a snapshot that is
 * complete and on disk, never of one that has only been begun: it deletes the log up to there.
 *
 * <p>After a failed write the log simply grows on; the next attempt comes after a tenth of the
 * usual number of entries, and each failure is told.
 *
 * <p>Threads: {@link #poll} on the apply thread, the rest from anywhere.
 */
final class Snapshots {

  private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
  private static final int KEPT = 2;

  private final ExecutorService writer;
  private final EngineEvents events;
  private final long everyEntries;

  private Optional<SnapshotFiles> files = Optional.empty();
  private Optional<SnapshotFiles.Snapshot> newest = Optional.empty();
  private List<CompletableFuture<Long>> requested = new ArrayList<>();
  private boolean writing;
  private long dueIndex;
  private long untold = RaftLog.INVALID_LOG_INDEX;
  private int generation;

  Snapshots(String nodeId, long everyEntries, EngineEvents events) {
    this.writer = Executors.newSingleThreadExecutor(EngineThreads.factory(nodeId, "snapshot"));
    this.everyEntries = everyEntries;
    this.events = events;
  }

  /** Uses the folder's newest complete snapshot from now on; an unfinished write is abandoned. */
  synchronized Optional<SnapshotFiles.Snapshot> open(SnapshotFiles opened) throws IOException {
    generation++;
    files = Optional.of(opened);
    newest = opened.newest();
    dueIndex = newestIndex() + everyEntries;
    untold = RaftLog.INVALID_LOG_INDEX;
    return newest;
  }

  /** From now on a failing write is no failure: the folder is about to be replaced under it. */
  synchronized void abandonWrite() {
    generation++;
  }

  synchronized Optional<SnapshotFiles.Snapshot> newest() {
    return newest;
  }

  synchronized CompletableFuture<Long> request() {
    CompletableFuture<Long> future = new CompletableFuture<>();
    requested.add(future);
    return future;
  }

  /** Answers requests that wait although nothing was applied since the newest snapshot. */
  synchronized void answerIfNothingNew(long index) {
    if (newest.isPresent() && newestIndex() >= index && index >= 0) {
      requested.forEach(future -> future.complete(index));
      requested = new ArrayList<>();
    }
  }

  /**
   * Begins a snapshot if one is due or asked for.
   *
   * @param applied what the view will contain
   * @return the index of a snapshot completed since the last call, or an invalid index
   */
  synchronized long poll(TermIndex applied, Supplier<ReplicatedMachine.View> view) {
    boolean wanted = !requested.isEmpty() || applied.getIndex() >= dueIndex;
    if (wanted && !writing && applied.getIndex() > newestIndex()) {
      begin(applied, view.get());
    }
    long told = untold;
    untold = RaftLog.INVALID_LOG_INDEX;
    return told;
  }

  /** True if a request came while a snapshot was being written: {@link #poll} has to be called. */
  synchronized boolean isAsked() {
    return !writing && !requested.isEmpty();
  }

  synchronized long newestIndex() {
    return newest.map(SnapshotFiles.Snapshot::index).orElse(RaftLog.INVALID_LOG_INDEX);
  }

  void close(long boundMillis) {
    writer.shutdown();
    if (!EngineThreads.awaitUnlessInside(writer, boundMillis)) {
      writer.shutdownNow();
    }
    fail(takeRequested(), new IOException("the engine was closed"));
  }

  private void begin(TermIndex applied, ReplicatedMachine.View view) {
    List<CompletableFuture<Long>> waiting = requested;
    requested = new ArrayList<>();
    writing = true;
    Task task = new Task(applied, view, waiting, files.orElseThrow(), generation);
    try {
      writer.execute(() -> write(task));
    } catch (RejectedExecutionException e) {
      writing = false;
      fail(waiting, new IOException("the engine was closed", e));
    }
  }

  private record Task(
      TermIndex at,
      ReplicatedMachine.View view,
      List<CompletableFuture<Long>> waiting,
      SnapshotFiles files,
      int generation) {}

  private void write(Task task) {
    try {
      SnapshotFiles.Snapshot written =
          task.files().write(task.at().getTerm(), task.at().getIndex(), task.view());
      completed(task, written);
      task.waiting().forEach(future -> future.complete(written.index()));
      task.files().deleteAllButNewest(KEPT);
    } catch (IOException | RuntimeException | Error e) {
      if (!isAbandoned(task)) {
        LOG.log(System.Logger.Level.ERROR, "No snapshot at index " + task.at().getIndex(), e);
        events.snapshotFailed(e);
      }
      failed(task);
      fail(task.waiting(), e);
    }
  }

  private synchronized void completed(Task task, SnapshotFiles.Snapshot written) {
    writing = false;
    if (task.generation() == generation && written.index() > newestIndex()) {
      newest = Optional.of(written);
      untold = written.index();
      dueIndex = written.index() + everyEntries;
    }
  }

  private synchronized void failed(Task task) {
    writing = false;
    dueIndex = Math.max(dueIndex, task.at().getIndex() + Math.max(1, everyEntries / 10));
  }

  private synchronized boolean isAbandoned(Task task) {
    return task.generation() != generation;
  }

  private synchronized List<CompletableFuture<Long>> takeRequested() {
    List<CompletableFuture<Long>> taken = requested;
    requested = new ArrayList<>();
    return taken;
  }

  private static void fail(List<CompletableFuture<Long>> futures, Throwable why) {
    futures.forEach(future -> future.completeExceptionally(why));
  }
}
