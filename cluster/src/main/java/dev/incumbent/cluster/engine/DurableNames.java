package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Syncs directories that changed since their last sync, and only those (S-8).
 *
 * <p>A change is seen by the directory's modification time, which costs a few microseconds to read.
 * File systems round that time to their tick, so that two changes can carry the same one: a
 * directory counts as clean only if its time was already well past when its sync began. Until then
 * each call syncs again, which is cheap when there is nothing to write.
 *
 * <p>Threads: any number; the same directory is synced by one at a time.
 */
final class DurableNames {

  /** Far more than any file system's tick (10 ms at most on Linux). */
  private static final long TICK_BOUND_MILLIS = 100;

  private final DirectorySync port;
  private final ConcurrentMap<Path, Stamp> stamps = new ConcurrentHashMap<>();

  DurableNames(DirectorySync port) {
    this.port = port;
  }

  /** Returns once all names in the directory, as of the call, are on disk. */
  void ensure(Path directory) throws IOException {
    Stamp stamp = stamps.computeIfAbsent(directory, unused -> new Stamp());
    if (stamp.isClean(Files.getLastModifiedTime(directory))) {
      return;
    }
    synchronized (stamp) {
      long beganMillis = System.currentTimeMillis();
      FileTime seen = Files.getLastModifiedTime(directory);
      if (stamp.isClean(seen)) {
        return;
      }
      port.sync(directory);
      stamp.synced(seen, beganMillis);
    }
  }

  /** The modification time up to which one directory is known to be on disk. */
  private static final class Stamp {

    private volatile FileTime clean = FileTime.fromMillis(Long.MIN_VALUE);

    boolean isClean(FileTime seen) {
      return clean.equals(seen);
    }

    void synced(FileTime seen, long beganMillis) {
      if (beganMillis - seen.toMillis() > TICK_BOUND_MILLIS) {
        clean = seen;
      }
    }
  }
}
