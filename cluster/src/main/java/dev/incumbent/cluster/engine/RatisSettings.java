package dev.incumbent.cluster.engine;

import dev.incumbent.cluster.engine.rpc.PeerTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The library's settings, each with the reason why it is not left at its default. */
final class RatisSettings {

  /** What term, index, client id and framing add to an entry. */
  private static final int ENTRY_OVERHEAD = 256;

  private static final SizeInBytes SEGMENT = SizeInBytes.valueOf("8MB");

  private static final int SNAPSHOT_PIECE = 512 << 10;

  /** What a message has beside entries or a piece of a snapshot. */
  private static final int MESSAGE_OVERHEAD = 64 << 10;

  private final RaftProperties properties = new RaftProperties();
  private final EngineConfig config;

  private RatisSettings(EngineConfig config) {
    this.config = config;
  }

  static RaftProperties of(EngineConfig config) {
    RatisSettings settings = new RatisSettings(config);
    settings.elections();
    settings.log();
    settings.snapshots();
    settings.requests();
    RaftConfigKeys.Rpc.setType(settings.properties, PeerTransport.TYPE);
    return settings.properties;
  }

  /** The largest entry as it is stored, which also bounds what the start-up check accepts. */
  static int maxStoredEntryBytes(EngineLimits limits) {
    return limits.maxEntryBytes() + ENTRY_OVERHEAD;
  }

  /** The largest message between nodes. */
  static int maxMessageBytes(EngineLimits limits) {
    return Math.max(maxStoredEntryBytes(limits), SNAPSHOT_PIECE) + MESSAGE_OVERHEAD;
  }

  private void elections() {
    TimeDuration min = millis(config.timings().electionTimeoutMin());
    TimeDuration max = millis(config.timings().electionTimeoutMax());
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, min);
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, max);
    RaftServerConfigKeys.Rpc.setRequestTimeout(
        properties, millis(config.timings().requestTimeout()));
    RaftServerConfigKeys.Rpc.setSlownessTimeout(properties, seconds(5));
    RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
    // For so long a leader that lost its majority does not stand again; 10 s by default.
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, max);
    RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, false);
    RaftServerConfigKeys.Notification.setNoLeaderTimeout(properties, seconds(1));
    // By default a process that was stopped for a minute closes its node when it goes on.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(3_650, TimeUnit.DAYS));
  }

  private void log() {
    int stored = maxStoredEntryBytes(config.limits());
    RaftServerConfigKeys.setStorageDir(properties, List.of(config.folder().toFile()));
    RaftServerConfigKeys.Log.setCorruptionPolicy(
        properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
    RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("4MB"));
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("32MB"));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf(stored));
    RaftServerConfigKeys.Log.setWriteBufferSize(
        properties, SizeInBytes.valueOf(Math.max(1 << 20, stored + 16)));
    // Both report entries as flushed that are not.
    RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
    // One more replicated entry for each round of commits, only to learn the commit index sooner
    // after
    // a restart.
    RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
  }

  private void snapshots() {
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(
        properties, config.limits().snapshotEveryEntries());
    RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
    RaftServerConfigKeys.Snapshot.setCreationGap(properties, 1);
    RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, true);
    RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
        properties, SizeInBytes.valueOf(SNAPSHOT_PIECE));
  }

  private void requests() {
    RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
    RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
    RaftServerConfigKeys.Read.setTimeout(properties, seconds(1));
    RaftServerConfigKeys.Write.setElementLimit(properties, config.limits().maxOutstanding() + 1);
    // Nothing is retried under the same call id, so a remembered reply only costs memory.
    RaftServerConfigKeys.RetryCache.setExpiryTime(properties, seconds(2));
  }

  private static TimeDuration millis(Duration duration) {
    return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static TimeDuration seconds(long seconds) {
    return TimeDuration.valueOf(seconds, TimeUnit.SECONDS);
  }
}
