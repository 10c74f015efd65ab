package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.util.NetUtils;

/**
 * Notices that the leader's process is gone, long before its silence is.
 *
 * <p>A follower holds a connection of its own to the leader's Raft address, on which nothing is
 * said. When it is closed *and* a new one is refused, nobody listens there any more: the process
 * ended, and its machine said so.
 *
 * <p>NOT guaranteed: anything. A machine that lost power or the network says nothing, and a
 * firewall that refuses in the leader's name raises a false alarm, which costs a healthy leader its
 * office and nothing else.
 *
 * <p>Threads: one of its own, which the watcher is told on. {@link #follow} never blocks.
 */
final class LeaderLine implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LeaderLine.class.getName());

  private static final int CONNECT_BOUND_MILLIS = 200;
  private static final long SHORTEST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  /** A leader, as long as it is the leader of this term. */
  record Leader(String id, long term, InetSocketAddress address) {

    static Leader of(RaftPeer peer, long term) {
      return new Leader(
          peer.getId().toString(), term, NetUtils.createSocketAddr(peer.getAddress()));
    }
  }

  /** What is done with what the line tells; on its thread. */
  interface Watcher {
    /** The line to this leader stands. */
    void onUp(Leader leader);

    /** Nobody listens at the leader's address any more. */
    void onGone(LeaderLine line, Leader leader) throws InterruptedException;
  }

  private final Watcher watcher;
  private final Thread thread;
  private Optional<Leader> leader = Optional.empty();
  private Optional<Socket> line = Optional.empty();
  private boolean closed;

  /** Only used by the line's thread: the leader that could be reached, and was not yet given up. */
  private Optional<Leader> lastUp = Optional.empty();

  private long pauseMillis = SHORTEST_PAUSE_MILLIS;

  LeaderLine(String nodeId, Watcher watcher) {
    this.watcher = watcher;
    this.thread = EngineThreads.factory(nodeId, "line").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** Watches this leader from now on; empty when there is none, or it is this node. */
  synchronized void follow(Optional<Leader> next) {
    if (!next.equals(leader)) {
      leader = next;
      hangUp();
      notifyAll();
    }
  }

  /** Whether this is still the leader to watch. */
  synchronized boolean isCurrent(Leader watched) {
    return !closed && leader.filter(watched::equals).isPresent();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      hangUp();
      notifyAll();
    }
    thread.interrupt();
  }

  private void hangUp() {
    line.ifPresent(LeaderLine::closeQuietly);
    line = Optional.empty();
  }

  private void run() {
    try {
      for (Optional<Leader> next = awaitLeader(); next.isPresent(); next = awaitLeader()) {
        watch(next.get());
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "No leader is watched any more");
    }
  }

  /** Empty once closed. */
  private synchronized Optional<Leader> awaitLeader() throws InterruptedException {
    while (!closed && leader.isEmpty()) {
      wait();
    }
    return closed ? Optional.empty() : leader;
  }

  /** One connection: returns once it could not be had, or has ended. */
  private void watch(Leader watched) throws InterruptedException {
    long beganNanos = System.nanoTime();
    try (Socket socket = new Socket()) {
      socket.connect(watched.address(), CONNECT_BOUND_MILLIS);
      if (use(watched, socket)) {
        lastUp = Optional.of(watched);
        watcher.onUp(watched);
        awaitEnd(socket);
      }
    } catch (ConnectException refused) {
      if (lastUp.equals(Optional.of(watched)) && isCurrent(watched)) {
        lastUp = Optional.empty();
        watcher.onGone(this, watched);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The line to {0} broke: {1}", watched.id(), e);
    }
    pauseAfter(System.nanoTime() - beganNanos, watched);
  }

  /** At once after a connection that lasted; slower and slower where none can be had or kept. */
  private void pauseAfter(long lastedNanos, Leader watched) throws InterruptedException {
    if (lastedNanos > TimeUnit.MILLISECONDS.toNanos(LONGEST_PAUSE_MILLIS)) {
      pauseMillis = SHORTEST_PAUSE_MILLIS;
    } else if (stillCurrentAfter(watched, pauseMillis)) {
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    } else {
      pauseMillis = SHORTEST_PAUSE_MILLIS;
    }
  }

  private synchronized boolean use(Leader watched, Socket socket) {
    if (isCurrent(watched)) {
      line = Optional.of(socket);
      return true;
    }
    closeQuietly(socket);
    return false;
  }

  /** The transport may greet; nothing that it says means anything here. */
  private static void awaitEnd(Socket socket) throws IOException {
    byte[] ignored = new byte[256];
    while (socket.getInputStream().read(ignored) >= 0) {
      Objects.checkIndex(0, ignored.length);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A socket did not close", e);
    }
  }

  /** Waits unless the leader to watch is another one by then, and tells which it was. */
  synchronized boolean stillCurrentAfter(Leader watched, long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = deadline - System.nanoTime();
    while (left > 0 && isCurrent(watched)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return isCurrent(watched);
  }
}
