package dev.incumbent.faults.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Bends what the processes of a host see of their machine while they run: their wall clock, and how
 * their syncs end. A library that is loaded into them looks into a file at each call, and counts in
 * it what it bent ({@code bend.c}).
 *
 * <p>Threads: safe.
 */
public final class Bend {
  private static final int WALL_SHIFT_MILLIS = 0;
  private static final int FAILING_SYNCS = 8;
  private static final int SYNC_DELAY_MILLIS = 16;
  private static final int SHIFTED_READINGS = 24;
  private static final int FAILED_SYNCS = 32;
  private static final int DELAYED_SYNCS = 40;
  private static final int REFUSED_WRITES = 48;
  private static final int SIZE = 56;

  private final Path library;
  private final Path file;
  private final ByteBuffer bent;

  private Bend(Path library, Path file, ByteBuffer bent) {
    this.library = library;
    this.file = file;
    this.bent = bent;
  }

  /** For the processes of that host that are started with {@link #environment()}. */
  public static Bend of(Host host) {
    return in(host.registry().folder(), host.name());
  }

  static Bend in(Path folder, String name) {
    Path file = folder.resolve(name + ".bend");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer bent =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE).order(ByteOrder.nativeOrder());
      return new Bend(Compiled.bend(folder), file, bent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + file, e);
    }
  }

  /** What a process is to be started with. */
  public Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "INCUMBENT_BEND", file.toString());
  }

  /** Shifts the wall clock from its true time by so much; 0 for not at all. */
  public void shiftWall(long millis) {
    bent.putLong(WALL_SHIFT_MILLIS, millis);
  }

  /** Lets syncs fail from now on, or not. */
  public void failSyncs(boolean fail) {
    bent.putLong(FAILING_SYNCS, fail ? 1 : 0);
  }

  /** Lets each sync take so much longer from now on; 0 for no longer. */
  public void delaySyncs(long millis) {
    bent.putLong(SYNC_DELAY_MILLIS, millis);
  }

  /** How often a shifted wall clock was read, so far. */
  public long shiftedReadings() {
    return bent.getLong(SHIFTED_READINGS);
  }

  /** How many syncs were let fail, so far. */
  public long failedSyncs() {
    return bent.getLong(FAILED_SYNCS);
  }

  /** How many syncs were held up, so far. */
  public long delayedSyncs() {
    return bent.getLong(DELAYED_SYNCS);
  }

  /** How many writes the system refused because the disk is full, so far. */
  public long refusedWrites() {
    return bent.getLong(REFUSED_WRITES);
  }
}
