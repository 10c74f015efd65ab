package dev.incumbent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Threads that each do one thing after the other until a time is over. */
final class Clients {
  /** What each of them does, again and again. */
  interface Work {
    /** Does it once, as the client of that number, from 0; returns when it is acknowledged. */
    void once(int client) throws Exception;
  }

  private Clients() {}

  /** Lets that many work for so long; what the process says of it: {@code did COUNT NANOS}. */
  static String run(int clients, long millis, Work work) {
    long begin = System.nanoTime();
    long end = begin + millis * 1_000_000;
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int client = i;
      counts.add(
          CompletableFuture.supplyAsync(
              () -> workUntil(end, work, client), r -> new Thread(r).start()));
    }
    long count = counts.stream().mapToLong(CompletableFuture::join).sum();
    return "did " + count + " " + (System.nanoTime() - begin);
  }

  private static long workUntil(long endNanos, Work work, int client) {
    long count = 0;
    try {
      do {
        work.once(client);
        count++;
      } while (System.nanoTime() < endNanos);
      return count;
    } catch (Exception e) {
      throw new IllegalStateException("what it was told to do failed", e);
    }
  }
}
