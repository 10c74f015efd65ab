package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection between two ports of loopback that can fall silent, be reset, or be cut. */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean silent;
  private volatile Optional<String> swallowedFor = Optional.empty();
  private volatile boolean swallows;
  private volatile boolean cut;

  TcpProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing goes through, and nobody is told. */
  void fallSilent() {
    silent = true;
  }

  /** Once a client has said that, only what clients say goes through. */
  void swallowRepliesTo(String text) {
    swallowedFor = Optional.of(text);
  }

  private boolean isHeard(byte[] buffer, int length, boolean replies) {
    if (!replies && swallowedFor.isPresent()) {
      String said = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      swallows = swallows || said.contains(swallowedFor.get());
    }
    return !silent && !(replies && swallows);
  }

  /** Both sides see their connections reset. */
  void reset() throws IOException {
    for (Socket socket : sockets) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        // Closed already.
      }
      socket.close();
    }
    sockets.clear();
  }

  /** Both sides see their connections reset, and every new one at once. */
  synchronized void cut() throws IOException {
    cut = true;
    reset();
  }

  /** Lets connections through again; those that were silent are reset. */
  void mend() throws IOException {
    cut = false;
    if (silent || swallowedFor.isPresent()) {
      silent = false;
      swallows = false;
      swallowedFor = Optional.empty();
      reset();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connect(client);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private synchronized void connect(Socket client) throws IOException {
    if (cut) {
      client.close();
      return;
    }
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      start(() -> forward(client, server, false));
      start(() -> forward(server, client, true));
    } catch (IOException e) {
      // Nobody listens there yet.
      client.close();
    }
  }

  private void forward(Socket from, Socket to, boolean replies) {
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (isHeard(buffer, read, replies)) {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
      to.close();
    } catch (IOException e) {
      // Reset or closed.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
