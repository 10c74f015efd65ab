package dev.incumbent.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Threads that each do one thing after the other until a time is over. */
final class Clients {
  /** What one of them does, again and again. */
  interface Work {
    /**
     * Does it once; returns when it is acknowledged.
     *
     * @throws IllegalStateException if a guarantee was broken
     */
    void once();
  }

  private Clients() {}

  /**
   * Lets that many work for so long; what the process says of it: {@code did COUNT NANOS}.
   *
   * @param works makes the work of a client of that number, from 0
   */
  static String run(int clients, long millis, IntFunction<Work> works) {
    long begin = System.nanoTime();
    long end = begin + millis * 1_000_000;
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Work work = works.apply(i);
      counts.add(
          CompletableFuture.supplyAsync(() -> workUntil(end, work), r -> new Thread(r).start()));
    }
    long count = counts.stream().mapToLong(CompletableFuture::join).sum();
    return "did " + count + " " + (System.nanoTime() - begin);
  }

  private static long workUntil(long endNanos, Work work) {
    long count = 0;
    do {
      work.once();
      count++;
    } while (System.nanoTime() < endNanos);
    return count;
  }
}
