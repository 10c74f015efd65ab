package dev.incumbent.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the driver says on stdin: {@code WORK CLIENTS MILLIS} lets clients work, {@code release}
 * gives the election back and campaigns again; {@code end}, or the end of stdin, ends the process:
 * one that waits at once, one that leads when it has given the election back.
 *
 * <p>Threads: safe.
 */
final class Orders {
  private static final String END = "end";

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
   * It leads: says so, and does the work that it is ordered to do until the order is another;
   * whether that is to go on campaigning.
   *
   * @param works by the order's first word
   */
  boolean lead(long token, long electedNanos, Map<String, Clients.Work> works)
      throws InterruptedException {
    synchronized (lock) {
      leading = true;
    }
    System.out.println("elected " + token + " " + electedNanos);
    String order = given.take();
    for (String[] words = words(order); works.containsKey(words[0]); words = words(order)) {
      Clients.Work work = works.get(words[0]);
      System.out.println(Clients.run(Integer.parseInt(words[1]), Long.parseLong(words[2]), work));
      order = given.take();
    }
    boolean goesOn = !order.equals(END);
    System.out.println("stop " + token + " " + System.nanoTime());
    return goesOn;
  }

  private static String[] words(String order) {
    return order.split(" ", -1);
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
