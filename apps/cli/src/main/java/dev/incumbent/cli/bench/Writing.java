package dev.incumbent.cli.bench;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.FencedStore;
import java.util.OptionalLong;

/**
 * A client's writes while its process leads: 256 bytes, fenced, into a key of its own.
 *
 * <p>Every acknowledged write must be the key's next version: none is lost, and none takes effect
 * twice (S-9).
 */
final class Writing implements Clients.Work {
  private static final Bytes VALUE = Bytes.utf8("x".repeat(256));

  private final FencedStore store;
  private final FencedStore.Writer writer;
  private final String key;
  private long version;

  Writing(FencedStore store, FencedStore.Writer writer, int client) {
    this.store = store;
    this.writer = writer;
    this.key = "bench/" + writer.token() + "/" + client;
  }

  @Override
  public void once() {
    long next = store.put(writer, key, VALUE, OptionalLong.empty()).join();
    if (version != 0 && next != version + 1) {
      throw new IllegalStateException(
          key + " has version " + next + " after " + version + ": S-9 is broken");
    }
    version = next;
  }
}
