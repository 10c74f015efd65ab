package dev.incumbent.faults.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells, again and again, what this process's clock shows, and the kernel's own, which nothing
 * bends.
 */
record Clocks(Wire wire) {
  private static final Path KERNEL = Path.of("/proc/uptime");
  private static final long PAUSE_MILLIS = 200;

  /** Starts a thread that tells as long as this process lives. */
  void start() {
    Thread teller = new Thread(this::tellOn, "faults-clocks");
    teller.setDaemon(true);
    teller.start();
  }

  private void tellOn() {
    try {
      while (true) {
        long kernelMillis = kernelMillis();
        long ownMillis = System.nanoTime() / 1_000_000;
        // Otherwise this thread had to wait in between.
        if (kernelMillis() == kernelMillis) {
          wire.tell("clock", ownMillis, kernelMillis);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long kernelMillis() {
    try {
      String seconds = Files.readString(KERNEL).split(" ", 2)[0];
      return new BigDecimal(seconds).movePointRight(3).longValueExact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
