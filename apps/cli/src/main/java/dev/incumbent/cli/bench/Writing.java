package dev.incumbent.cli.bench;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/**
 * A client's writes while its process leads: 256 bytes, fenced, into a key of its own.
 *
 * <p>Every acknowledged write must be the key's next version: none is lost, and none takes effect
 * twice (S-9). One that was not acknowledged took effect once or not at all.
 */
final class Writing implements Clients.Work {
  private static final Bytes VALUE = Bytes.utf8("x".repeat(256));

  private final FencedStore store;
  private final FencedStore.Writer writer;
  private final String key;
  private long version;
  private long unknown;

  Writing(FencedStore store, FencedStore.Writer writer, int client) {
    this.store = store;
    this.writer = writer;
    this.key = "bench/" + writer.token() + "/" + client;
  }

  @Override
  public void once() {
    long next = put();
    if (version != 0 && (next <= version || next > version + 1 + unknown)) {
      throw new IllegalStateException(
          key + " has version " + next + " after " + version + ": S-9 is broken");
    }
    version = next;
    unknown = 0;
  }

  private long put() {
    try {
      return store.put(writer, key, VALUE, OptionalLong.empty()).join();
    } catch (CompletionException e) {
      unknown++;
      throw e;
    }
  }
}
