package dev.incumbent.cluster.engine.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/**
 * Takes the peers' connections, each on a thread of its own.
 *
 * <p>More than {@link #MOST} at a time are closed at once: seven nodes with two lines each, and
 * those that they gave up but that were not seen to end, need fewer.
 *
 * <p>Threads: one that accepts, one a connection.
 */
final class PeerListener implements Closeable {

  static final int MOST = 128;

  private static final System.Logger LOG = System.getLogger(PeerListener.class.getName());

  private final ServerSocketChannel socket;
  private final ThreadFactory threads;
  private final Function<SocketChannel, Conversation> conversations;
  private final Set<Conversation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Nothing is accepted before {@link #start}.
   *
   * @param socket bound; closed with the listener
   */
  PeerListener(
      ServerSocketChannel socket,
      ThreadFactory threads,
      Function<SocketChannel, Conversation> conversations) {
    this.socket = socket;
    this.threads = threads;
    this.conversations = conversations;
  }

  void start() {
    threads.newThread(this::accept).start();
  }

  private void accept() {
    while (!closed) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        if (!closed) {
          LOG.log(System.Logger.Level.WARNING, "A peer could not connect: {0}", e.getMessage());
        }
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    if (running.size() >= MOST) {
      channel.close();
      return;
    }
    Sockets.prepare(channel);
    Conversation conversation = conversations.apply(channel);
    running.add(conversation);
    threads.newThread(() -> serve(conversation)).start();
    if (closed) {
      conversation.close();
    }
  }

  private void serve(Conversation conversation) {
    try {
      conversation.run();
    } finally {
      running.remove(conversation);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
    running.forEach(Conversation::close);
  }
}
