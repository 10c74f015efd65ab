package dev.incumbent.cli.dev;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where a node of a local cluster runs and listens.
 *
 * @param host its address, the same for both ports
 * @param inside makes a command one that runs there
 */
record Seat(String host, int port, int raftPort, UnaryOperator<List<String>> inside) {
  static Seat onLoopback(int port, int raftPort) {
    return new Seat("127.0.0.1", port, raftPort, UnaryOperator.identity());
  }

  String address() {
    return host + ":" + port;
  }

  boolean onLoopback() {
    return host.startsWith("127.");
  }
}
