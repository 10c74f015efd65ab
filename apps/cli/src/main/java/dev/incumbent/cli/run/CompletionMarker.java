package dev.incumbent.cli.run;

import dev.incumbent.cli.Waiting;
import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Names;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The fenced key by which {@code run --once} tells the replicas that wait that the job is done: its
 * version grows with each completion, so whoever finds it grown since it began to wait has nothing
 * left to do.
 */
final class CompletionMarker {
  private static final String PREFIX = "incumbent.run.completed/";

  private final Coordinator coordinator;
  private final String key;
  private final long versionAtStart;

  CompletionMarker(Coordinator coordinator, ElectionName election) {
    this.coordinator = coordinator;
    this.key = PREFIX + election.value();
    if (key.getBytes(StandardCharsets.UTF_8).length > Names.MAX_BYTES) {
      throw new IllegalArgumentException(
          "election name is too long for --once: allowed "
              + (Names.MAX_BYTES - PREFIX.length())
              + " bytes");
    }
    this.versionAtStart = version();
  }

  /** Whether the job was completed since this marker was made. Call it as the leader. */
  boolean completedMeanwhile() {
    return version() > versionAtStart;
  }

  /** Records the completion, under the leadership that completed it. */
  void complete(Leadership leadership) {
    var unused =
        Waiting.on(
            coordinator
                .store()
                .put(
                    FencedStore.Writer.of(leadership),
                    key,
                    Bytes.utf8(leadership.token().toString()),
                    OptionalLong.empty()));
  }

  private long version() {
    return Waiting.on(coordinator.store().get(key, Freshness.LINEARIZABLE))
        .value()
        .map(FencedStore.Stored::version)
        .orElse(0L);
  }
}
