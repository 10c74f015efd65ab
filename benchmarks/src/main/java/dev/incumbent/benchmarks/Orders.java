package dev.incumbent.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the driver says on stdin: {@code WORK CLIENTS MILLIS} lets clients work, {@code release}
 * gives the election back and campaigns again; {@code end}, or the end of stdin, ends the process:
 * one that waits at once, one that leads when it has given the election back. Obeyed at once, by
 * who led last: {@code begin}, {@code first NANOS} and {@code rest} ({@link SteadyWriter}), and
 * {@code try}, one write if it still believes that it leads.
 *
 * <p>Threads: safe.
 */
final class Orders {
  private static final String END = "end";
  private static final String LOST = "lost";
  private static final String WRITE = "write";

  private final BlockingQueue<String> given = new LinkedBlockingQueue<>();
  private final Object lock = new Object();
  private Optional<Clients.Work> write = Optional.empty();
  private Optional<SteadyWriter> steady = Optional.empty();
  private boolean leading;
  private boolean believes;
  private long newestToken;
  private long lostNanos;

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
        take(line);
        line = lines.readLine();
      }
      steady.ifPresent(SteadyWriter::rest);
      end();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  private void take(String line) {
    String[] words = words(line);
    switch (words[0]) {
      case "begin" -> {
        steady.ifPresent(SteadyWriter::rest);
        steady = write().map(SteadyWriter::begin);
      }
      case "first" -> steady.ifPresent(s -> s.tellFirstAfter(Long.parseLong(words[1])));
      case "rest" -> steady.ifPresent(SteadyWriter::rest);
      case "try" -> tryOnce();
      default -> given.add(line);
    }
  }

  private Optional<Clients.Work> write() {
    synchronized (lock) {
      return write;
    }
  }

  /** Says {@code late TOKEN CALL RETURN OUTCOME}: OK, FAILED, or IDLE if it knew better. */
  private void tryOnce() {
    Optional<Clients.Work> work;
    long token;
    synchronized (lock) {
      work = write.filter(w -> believes);
      token = newestToken;
    }
    long call = System.nanoTime();
    String outcome = "IDLE";
    if (work.isPresent()) {
      try {
        work.get().once(0);
        outcome = "OK";
      } catch (Exception e) {
        outcome = "FAILED";
      }
    }
    System.out.println("late " + token + " " + call + " " + System.nanoTime() + " " + outcome);
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
   * It leads: says so, and does the work that it is ordered to do until the order is another, or
   * the leadership is lost; whether that is to go on campaigning.
   *
   * @param works by the order's first word
   */
  boolean lead(long token, long electedNanos, Map<String, Clients.Work> works)
      throws InterruptedException {
    begin(token, works);
    System.out.println("elected " + token + " " + electedNanos);
    String order = given.take();
    for (String[] words = words(order); works.containsKey(words[0]); words = words(order)) {
      Clients.Work work = works.get(words[0]);
      System.out.println(Clients.run(Integer.parseInt(words[1]), Long.parseLong(words[2]), work));
      order = given.take();
    }
    boolean goesOn = !order.equals(END);
    System.out.println("stop " + token + " " + stopNanos());
    return goesOn;
  }

  private void begin(long token, Map<String, Clients.Work> works) {
    synchronized (lock) {
      // What was lost before is not lost again.
      given.removeIf(LOST::equals);
      write = Optional.ofNullable(works.get(WRITE));
      leading = true;
      believes = true;
      newestToken = token;
    }
  }

  /** When it stopped to believe that it leads. */
  private long stopNanos() {
    synchronized (lock) {
      long nanos = believes ? System.nanoTime() : lostNanos;
      believes = false;
      return nanos;
    }
  }

  /** Its client says that its leadership is over; nothing happens if it does not lead. */
  void lose(long atNanos) {
    synchronized (lock) {
      if (believes) {
        believes = false;
        lostNanos = atNanos;
        given.add(LOST);
      }
    }
  }

  private static String[] words(String order) {
    return order.split(" ", -1);
  }

  /** It has given the election back, or knows that it has lost it. */
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
