package dev.incumbent.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clients that write: each one write after the other, 256 bytes, into a key of its own. */
final class Writing {
  /** One write, acknowledged when this returns. */
  interface Write {
    /** Writes to the key of that client. */
    void to(int client, byte[] value) throws Exception;
  }

  private static final byte[] VALUE = "x".repeat(256).getBytes(StandardCharsets.UTF_8);

  private Writing() {}

  /** Writes for so long; what the process says of it: {@code wrote COUNT NANOS}. */
  static String run(Write write, int clients, long millis) {
    long begin = System.nanoTime();
    long end = begin + millis * 1_000_000;
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int client = i;
      counts.add(
          CompletableFuture.supplyAsync(
              () -> writeUntil(end, write, client), r -> new Thread(r).start()));
    }
    long count = counts.stream().mapToLong(CompletableFuture::join).sum();
    return "wrote " + count + " " + (System.nanoTime() - begin);
  }

  private static long writeUntil(long endNanos, Write write, int client) {
    long count = 0;
    try {
      do {
        write.to(client, VALUE);
        count++;
      } while (System.nanoTime() < endNanos);
      return count;
    } catch (Exception e) {
      throw new IllegalStateException("a write failed", e);
    }
  }
}
