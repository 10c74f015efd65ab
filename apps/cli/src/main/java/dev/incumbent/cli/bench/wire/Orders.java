package dev.incumbent.cli.bench.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** What the driver says on stdin, line by line, until it says {@code end} or nothing more. */
final class Orders {
  /** Does what it is told. */
  interface Worker {
    /**
     * Does one order, taken apart at its spaces, before the next is read.
     *
     * @throws IllegalArgumentException if it is not one that it knows
     */
    void obey(String[] order) throws InterruptedException;
  }

  private Orders() {}

  /** Has each order done. */
  static void read(Worker worker) throws IOException, InterruptedException {
    try (BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String order = orders.readLine();
      while (order != null && !order.equals("end")) {
        worker.obey(order.split(" ", -1));
        order = orders.readLine();
      }
    }
  }

  static IllegalArgumentException unknown(String order) {
    return new IllegalArgumentException("order '" + order + "' is unknown");
  }
}
