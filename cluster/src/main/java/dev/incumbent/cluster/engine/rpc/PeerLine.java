package dev.incumbent.cluster.engine.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls to one peer over one connection, which is opened when it is needed, and anew after it
 * broke.
 *
 * <p>A call ends with its answer, with the connection, or with its time. When a call's time is over
 * and nothing at all was heard since it began, the connection is given up: it may be half open, and
 * what is sent on it would arrive late or never.
 *
 * <p>Errors: a call that was not answered fails with an {@link IOException} or a {@link
 * TimeoutException}; whether the peer has seen it is not known.
 *
 * <p>Threads: {@link #call} from any; it writes on the caller's thread, and an interrupt of a
 * thread that writes breaks the connection. Answers are completed on the line's own thread, or a
 * common one when their time is over, which must not be blocked.
 */
final class PeerLine implements Closeable {

  private static final System.Logger LOG = System.getLogger(PeerLine.class.getName());

  /** How a line reaches its peer. */
  record Way(String host, int port, int connectMillis, int maxBody) {}

  private record Call(
      Frame frame, long beganNanos, long endsNanos, CompletableFuture<byte[]> answer) {}

  private final Way way;
  private final Runnable onSilence;
  private final Thread thread;
  private final ReentrantLock writing = new ReentrantLock();

  private final Object lock = new Object();
  private final Map<Long, Call> open = new LinkedHashMap<>();
  private Optional<SocketChannel> connected = Optional.empty();
  private Optional<SocketChannel> socket = Optional.empty();
  private boolean closed;
  private long lastCall;

  /**
   * When open calls are next looked after; no timer is set for each, which would cost a wake-up.
   */
  private OptionalLong lookNanos = OptionalLong.empty();

  private volatile long heardNanos = System.nanoTime();

  /**
   * @param onSilence run when the connection is given up because nothing was heard on it
   */
  PeerLine(Way way, ThreadFactory threads, Runnable onSilence) {
    this.way = way;
    this.onSilence = onSilence;
    this.thread = threads.newThread(this::run);
    thread.start();
  }

  CompletableFuture<byte[]> call(Frame.Kind kind, byte[] body, long timeoutMillis) {
    long now = System.nanoTime();
    long ends = now + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Call call;
    Optional<SocketChannel> channel;
    synchronized (lock) {
      if (closed) {
        return CompletableFuture.failedFuture(new IOException("closed"));
      }
      Frame frame = new Frame(kind, ++lastCall, body);
      call = new Call(frame, now, ends, new CompletableFuture<>());
      open.put(frame.call(), call);
      lookAt(ends, now);
      channel = connected;
      lock.notifyAll();
    }
    channel.ifPresent(to -> write(to, call.frame()));
    return call.answer();
  }

  /** Sees to it that open calls are looked after by then. */
  private void lookAt(long nanos, long now) {
    if (lookNanos.isEmpty() || nanos - lookNanos.getAsLong() < 0) {
      lookNanos = OptionalLong.of(nanos);
      CompletableFuture.delayedExecutor(nanos - now, TimeUnit.NANOSECONDS)
          .execute(this::endOverdue);
    }
  }

  private void endOverdue() {
    List<Call> overdue = new ArrayList<>();
    synchronized (lock) {
      long now = System.nanoTime();
      lookNanos = OptionalLong.empty();
      for (Call call : List.copyOf(open.values())) {
        if (call.endsNanos() - now > 0) {
          lookAt(call.endsNanos(), now);
        } else {
          open.remove(call.frame().call());
          overdue.add(call);
        }
      }
    }
    if (overdue.stream().anyMatch(call -> heardNanos - call.beganNanos() < 0)) {
      breakOff();
      onSilence.run();
    }
    overdue.forEach(call -> call.answer().completeExceptionally(new TimeoutException()));
  }

  private void write(SocketChannel channel, Frame frame) {
    writing.lock();
    try {
      frame.writeTo(channel);
    } catch (IOException e) {
      closeQuietly(channel);
    } finally {
      writing.unlock();
    }
  }

  private void run() {
    try {
      while (awaitCall()) {
        try (SocketChannel channel = SocketChannel.open()) {
          connect(channel);
          while (true) {
            answer(Frame.read(channel, way.maxBody()));
          }
        } catch (IOException | RuntimeException e) {
          failOpen(e);
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
    }
    failOpen(new IOException("closed"));
  }

  private boolean awaitCall() throws InterruptedException {
    synchronized (lock) {
      while (!closed && open.isEmpty()) {
        lock.wait();
      }
      return !closed;
    }
  }

  private void connect(SocketChannel channel) throws IOException {
    synchronized (lock) {
      if (closed) {
        throw new IOException("closed");
      }
      socket = Optional.of(channel);
    }
    Sockets.prepare(channel);
    channel.socket().connect(new InetSocketAddress(way.host(), way.port()), way.connectMillis());
    write(channel, Frame.hello(Frame.VERSION));
    List<Call> waiting;
    synchronized (lock) {
      connected = Optional.of(channel);
      waiting = List.copyOf(open.values());
    }
    waiting.forEach(call -> write(channel, call.frame()));
  }

  private void answer(Frame frame) throws IOException {
    heardNanos = System.nanoTime();
    Optional<Call> call;
    synchronized (lock) {
      call = Optional.ofNullable(open.remove(frame.call()));
    }
    switch (frame.kind()) {
      case REPLY -> call.ifPresent(asked -> asked.answer().complete(frame.body()));
      case FAILURE -> {
        if (frame.call() == Frame.NO_CALL) {
          throw new IOException(frame.text());
        }
        call.ifPresent(
            asked -> asked.answer().completeExceptionally(new IOException(frame.text())));
      }
      default -> throw new IOException("a " + frame.kind() + " instead of an answer");
    }
  }

  private void failOpen(Exception why) {
    LOG.log(System.Logger.Level.DEBUG, "Connection to {0}: {1}", way, why);
    List<Call> failed;
    synchronized (lock) {
      connected = Optional.empty();
      socket = Optional.empty();
      failed = new ArrayList<>(open.values());
      open.clear();
    }
    IOException told =
        new IOException(way.host() + ":" + way.port() + ": " + why.getMessage(), why);
    failed.forEach(call -> call.answer().completeExceptionally(told));
  }

  /** Ends the connection, if there is one, and with it all calls. */
  void breakOff() {
    Optional<SocketChannel> given;
    synchronized (lock) {
      given = socket;
    }
    given.ifPresent(PeerLine::closeQuietly);
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    breakOff();
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection was not closed", e);
    }
  }
}
