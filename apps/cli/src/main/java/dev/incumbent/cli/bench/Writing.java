package dev.incumbent.cli.bench;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Clients that write while their process leads: each one write after the other, 256 bytes, fenced,
 * into a key of its own.
 */
final class Writing {
  private static final Bytes VALUE = Bytes.utf8("x".repeat(256));

  private final FencedStore store;
  private final FencedStore.Writer writer;
  private final String prefix;

  Writing(FencedStore store, FencedStore.Writer writer) {
    this.store = store;
    this.writer = writer;
    this.prefix = "bench/" + writer.token() + "/";
  }

  /** Writes for so long; what the process says of it: {@code wrote COUNT NANOS}. */
  String run(int clients, long millis) {
    long begin = System.nanoTime();
    long end = begin + millis * 1_000_000;
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      String key = prefix + i;
      counts.add(
          CompletableFuture.supplyAsync(() -> writeUntil(end, key), r -> new Thread(r).start()));
    }
    long count = counts.stream().mapToLong(CompletableFuture::join).sum();
    return "wrote " + count + " " + (System.nanoTime() - begin);
  }

  /**
   * Every acknowledged write is the key's next version: none is lost, and none takes effect twice.
   */
  private long writeUntil(long endNanos, String key) {
    long first = put(key);
    long last = first;
    while (System.nanoTime() < endNanos) {
      long version = put(key);
      if (version != last + 1) {
        throw new IllegalStateException(
            key + " has version " + version + " after " + last + ": S-9 is broken");
      }
      last = version;
    }
    return last - first + 1;
  }

  private long put(String key) {
    return store.put(writer, key, VALUE, OptionalLong.empty()).join();
  }
}
