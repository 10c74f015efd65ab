package dev.incumbent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between clients and a server of this machine. Once a client has sent more than so many
 * bytes on one connection, something happens, once, before the rest of them goes on.
 */
final class TriggerProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final long bytes;
  private final Runnable trigger;
  private final AtomicBoolean triggered = new AtomicBoolean();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Listens at that address with the server's own port number. */
  TriggerProxy(InetAddress at, int target, long bytes, Runnable trigger) throws IOException {
    this.listener = new ServerSocket(target, 10, at);
    this.target = target;
    this.bytes = bytes;
    this.trigger = trigger;
    start(this::accept);
  }

  boolean isTriggered() {
    return triggered.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        start(() -> forward(client, server, bytes));
        start(() -> forward(server, client, Long.MAX_VALUE));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void forward(Socket from, Socket to, long most) {
    byte[] buffer = new byte[4096];
    long sent = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sent += read;
        if (sent > most && triggered.compareAndSet(false, true)) {
          trigger.run();
        }
        out.write(buffer, 0, read);
      }
      to.close();
    } catch (IOException e) {
      // One of them is gone, and so is the connection.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "trigger-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
