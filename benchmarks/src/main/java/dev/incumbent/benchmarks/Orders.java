package dev.incumbent.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the driver says on stdin: {@code write CLIENTS MILLIS} writes, {@code release} gives the
 * election back and campaigns again; {@code end}, or the end of stdin, ends the process: one that
 * waits at once, one that leads when it has given the election back.
 *
 * <p>Threads: safe.
 */
final class Orders {
  private static final String END = "end";
  private static final String WRITE = "write ";

  private final BlockingQueue<String> given = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private boolean leading;

  /** Reads from now on. */
  static Orders read() {
    Orders orders = new Orders();
    Thread reader = new Thread(orders::readAll, "orders");
    reader.setDaemon(true);
    reader.start();
    return orders;
  }

  private void readAll() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals(END)) {
        given.add(line);
        line = lines.readLine();
      }
      end();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  private void end() {
    synchronized (lock) {
      if (!leading) {
        System.exit(0);
      }
      given.add(END);
    }
  }

  /**
   * It leads: says so, and writes as it is ordered to until the order is another; whether that is
   * to go on campaigning.
   */
  boolean lead(long token, long electedNanos, Writing.Write write) throws InterruptedException {
    synchronized (lock) {
      leading = true;
    }
    System.out.println("elected " + token + " " + electedNanos);
    String order = given.take();
    while (order.startsWith(WRITE)) {
      String[] words = order.substring(WRITE.length()).split(" ", -1);
      System.out.println(Writing.run(write, Integer.parseInt(words[0]), Long.parseLong(words[1])));
      order = given.take();
    }
    boolean goesOn = !order.equals(END);
    System.out.println("stop " + token + " " + System.nanoTime());
    return goesOn;
  }

  /** It has given the election back. */
  void released(long token) {
    System.out.println("ended " + token + " " + System.nanoTime() + " released");
    synchronized (lock) {
      leading = false;
      if (given.contains(END)) {
        System.exit(0);
      }
    }
  }
}
