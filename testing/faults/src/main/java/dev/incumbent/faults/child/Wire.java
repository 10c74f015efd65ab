package dev.incumbent.faults.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The line to the collector, whose clock no fault bends: each line is answered once it has been
 * stamped. What is told before a call is stamped before it; what is told after one, after.
 *
 * <p>This process ends with the collector. Threads: safe.
 */
final class Wire {
  private static final String ANSWER = "ok";

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private final AtomicLong calls = new AtomicLong();

  Wire() {
    Thread reader = new Thread(this::read, "faults-wire");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        (line.equals(ANSWER) ? answers : orders).add(line);
      }
    } catch (IOException e) {
      // The collector is gone, as at the end of its lines.
    }
    Runtime.getRuntime().halt(0);
  }

  /** Tells something, and waits until it was stamped. */
  synchronized void tell(Object... words) {
    StringBuilder line = new StringBuilder();
    for (Object word : words) {
      line.append(line.length() == 0 ? "" : "\t").append(word);
    }
    out.print(line.append('\n'));
    out.flush();
    boolean interrupted = false;
    while (true) {
      try {
        String unused = answers.take();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that whoever waits for this process can go on; nothing answers. */
  synchronized void ready() {
    out.print("ready \n");
    out.flush();
  }

  /** A number for one call of this process. */
  long nextCall() {
    return calls.incrementAndGet();
  }

  /** The next thing that the collector asks for. */
  String order() throws InterruptedException {
    return orders.take();
  }
}
