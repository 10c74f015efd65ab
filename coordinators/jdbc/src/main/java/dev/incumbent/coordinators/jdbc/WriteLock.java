package dev.incumbent.coordinators.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Who holds the write lock of a SQLite file, as Linux knows it. Nothing is guessed: where the
 * system does not tell of a lock on exactly this file and place, nobody is named.
 *
 * <p>The write-ahead log's write lock is a POSIX lock on byte 120 of {@code FILE-shm}; a recovery
 * holds it too.
 *
 * <p>Source: SQLite's "WAL-mode File Format", "WAL Locks"; proc_locks(5).
 */
final class WriteLock {
  private static final long WRITE_LOCK_BYTE = 120;
  private static final int MINOR_BITS = 8;
  private static final int FIELDS = 8;

  private final Path proc;

  /**
   * @param proc where the system tells of itself: {@code /proc}
   */
  WriteLock(Path proc) {
    this.proc = proc;
  }

  /** The other process that holds it now, and in what state, if that is known. */
  Optional<String> holder(String file) {
    try {
      Path shared = Path.of(file + "-shm");
      String place = place(shared);
      try (Stream<String> locks = Files.lines(proc.resolve("locks"))) {
        return locks
            .map(line -> holder(line.strip().split("\\s+", -1), place))
            .flatMapToLong(OptionalLong::stream)
            .filter(pid -> pid > 0 && pid != ProcessHandle.current().pid())
            .boxed()
            .findFirst()
            .map(pid -> "process " + pid + state(pid));
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux, or not to be read here.
      return Optional.empty();
    }
  }

  /** As the locks name a file: device and inode. */
  private static String place(Path file) throws IOException {
    long device = ((Number) Files.getAttribute(file, "unix:dev")).longValue();
    long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
    long major = (device >> MINOR_BITS) & 0xfff;
    long minor = (device & 0xff) | (device >> 12 & 0xffffff00L);
    return "%02x:%02x:%d".formatted(major, minor, inode);
  }

  /** A line: {@code 1: POSIX ADVISORY WRITE 4711 fe:00:2156777 120 120}. */
  private static OptionalLong holder(String[] fields, String place) {
    boolean granted =
        fields.length == FIELDS
            && fields[1].equals("POSIX")
            && fields[3].equals("WRITE")
            && fields[5].equals(place)
            && Long.parseLong(fields[6]) <= WRITE_LOCK_BYTE
            && (fields[7].equals("EOF") || Long.parseLong(fields[7]) >= WRITE_LOCK_BYTE);
    return granted ? OptionalLong.of(Long.parseLong(fields[4])) : OptionalLong.empty();
  }

  private String state(long pid) {
    try (Stream<String> lines = Files.lines(proc.resolve(pid + "/status"))) {
      boolean stopped = lines.anyMatch(line -> line.matches("State:\\s+[Tt] .*"));
      return stopped ? ", which is stopped" : "";
    } catch (IOException | RuntimeException e) {
      // It may be another user's, or have ended.
      return "";
    }
  }
}
