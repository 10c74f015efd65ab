package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class WritingTest {
  private static final FencedStore.Writer WRITER =
      new FencedStore.Writer(
          new ElectionName("bench"), new FencingToken(7), GrantId.parse("0".repeat(31) + "1"));

  @Test
  void countsWhatEveryClientHadAcknowledged() {
    CountingStore store = new CountingStore(1);

    String said = Clients.run(3, 0, client -> new Writing(store, WRITER, client));

    assertThat(said).matches("did 3 [0-9]+");
    assertThat(store.versions).containsOnlyKeys("bench/7/0", "bench/7/1", "bench/7/2");
  }

  @Test
  void convictsAWriteThatTookEffectTwice() {
    Writing writing = new Writing(new CountingStore(2), WRITER, 0);
    writing.once();

    assertThatThrownBy(writing::once).hasMessage("bench/7/0 has version 4 after 2: S-9 is broken");
  }

  @Test
  void takesAWriteWithoutAnAnswerForOneThatTookEffectOnceOrNotAtAll() {
    CountingStore store = new CountingStore(1);
    Writing writing = new Writing(store, WRITER, 0);
    writing.once();
    store.answers = false;
    assertThatThrownBy(writing::once).isInstanceOf(CompletionException.class);
    store.answers = true;

    writing.once();

    assertThat(store.versions).containsEntry("bench/7/0", 3L);
    store.versions.put("bench/7/0", 4L);
    assertThatThrownBy(writing::once).hasMessage("bench/7/0 has version 5 after 3: S-9 is broken");
  }

  /** Applies each write so many times. */
  private static final class CountingStore implements FencedStore {
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final long times;
    private boolean answers = true;

    CountingStore(long times) {
      this.times = times;
    }

    @Override
    public CompletableFuture<Long> put(
        Writer writer, String key, Bytes value, OptionalLong ifVersion) {
      long version = versions.merge(key, times, Long::sum);
      return answers
          ? CompletableFuture.completedFuture(version)
          : CompletableFuture.failedFuture(new IllegalStateException("the connection is gone"));
    }

    @Override
    public CompletableFuture<Long> delete(Writer writer, String key, OptionalLong ifVersion) {
      throw new UnsupportedOperationException("nothing is deleted here");
    }

    @Override
    public CompletableFuture<Read<Optional<Stored>>> get(String key, Freshness freshness) {
      throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public Fence asFence() {
      throw new UnsupportedOperationException("nothing is claimed here");
    }
  }
}
