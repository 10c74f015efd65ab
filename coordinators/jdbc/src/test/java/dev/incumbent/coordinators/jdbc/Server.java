package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A real database server of this JVM's tests, on a port of its own, that can be stopped. */
interface Server {
  int port();

  /** With {@code 127.0.0.1:port}, there or at a proxy before it. */
  String url(int port);

  /** Stops it, and keeps what it has stored. */
  void stop() throws Exception;

  /** Starts it again, on the same port. */
  void start() throws Exception;

  default String url() {
    return url(port());
  }

  default void restart() throws Exception {
    stop();
    start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
