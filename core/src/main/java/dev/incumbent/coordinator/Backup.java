package dev.incumbent.coordinator;

import dev.incumbent.codec.CodecException;
import dev.incumbent.coordinator.persistent.PersistentMap;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A copy of the whole replicated state, and where it is from.
 *
 * @param state as it was
 */
public record Backup(Origin origin, CoordinatorState state) {
  /** How far a restore raises each counter: more than was counted since the copy was made. */
  public static final long RAISE = 1L << 32;

  /**
   * Where a backup is from.
   *
   * @param cluster the id of the cluster, which is part of the token space that its fences know
   * @param madeAtMillis the wall clock of the node that wrote it, for people only
   */
  public record Origin(String cluster, long madeAtMillis) {}

  /**
   * Reads a backup.
   *
   * @param config that of the cluster that goes on
   * @throws CodecException if it is not a whole, unchanged backup
   */
  public static Backup read(InputStream stream, StateConfig config) throws IOException {
    SnapshotBuilder builder = SnapshotCodec.readRecords(stream);
    Origin origin =
        builder
            .origin()
            .orElseThrow(
                () -> new CodecException(0, "a backup: this is a snapshot of a node's own log"));
    return new Backup(origin, builder.toState(config));
  }

  /**
   * The state from which a restored cluster goes on (S-1). Every counter is raised by {@link
   * #RAISE}, so that nothing that was counted after the copy was made is counted again: tokens,
   * campaigns, versions of keys, log indexes. Every session is gone, and with it every candidacy.
   * Each leadership that was open in the copy has ended as {@code RESTORED} and is among the
   * predecessors: the next leader claims its fences. Nothing is granted before the hold-off has
   * passed, one maximum TTL of <em>this</em> configuration.
   *
   * <p>The same copy and configuration give the same state, on every node.
   *
   * @throws IllegalArgumentException if a session in the copy had a longer time to live than the
   *     configured maximum: the hold-off would not outlast it
   */
  public CoordinatorState restored() {
    StateConfig config = state.config();
    requireOutlasted();
    Tables tables = Tables.empty();
    for (ElectionRecord election : state.tables().elections().values()) {
      tables = tables.with(restored(election, config.historyKept()));
    }
    for (PersistentMap.Entry<String, Answer.Stored> key : state.tables().keys()) {
      Answer.Stored stored = key.value();
      Answer.Stored raised =
          new Answer.Stored(
              stored.value(), raised(stored.version()), stored.election(), stored.token());
      tables = tables.withKey(key.key(), raised);
    }
    Tables.Totals totals = state.totals();
    long lastToken = Math.min(raised(totals.lastToken()), FencingToken.MAX_VALUE);
    return new CoordinatorState(
        config,
        0,
        raised(state.index()),
        new Tables.Totals(lastToken, raised(totals.lastOrder()), totals.storedBytes(), true),
        tables);
  }

  private ElectionRecord restored(ElectionRecord election, int historyKept) {
    Optional<Grant> open = election.holder();
    ElectionRecord ended =
        open.isEmpty()
            ? election
            : election.ended(
                open.get(), End.decided(EndReason.RESTORED), origin.madeAtMillis(), historyKept);
    return ended
        .withQueue(PersistentMap.empty())
        .withDeletedVersion(raised(election.deletedVersion()));
  }

  /**
   * Returns if the hold-off outlasts every lease that the old cluster may have granted.
   *
   * @throws IllegalArgumentException if a session in the copy had a longer time to live than the
   *     configured maximum
   */
  public void requireOutlasted() {
    long maxTtlMillis = state.config().maxTtl().toMillis();
    for (SessionRecord session : state.tables().sessions().values()) {
      if (session.ttlMillis() > maxTtlMillis) {
        throw new IllegalArgumentException(
            "the backup has a session with a time to live of "
                + session.ttlMillis()
                + " ms, longer than the cluster's maximum of "
                + maxTtlMillis
                + " ms: allowed a maximum (--max-ttl) that is not shorter than the old cluster's");
      }
    }
  }

  private static long raised(long counter) {
    return Math.min(counter, Long.MAX_VALUE - RAISE) + RAISE;
  }
}
