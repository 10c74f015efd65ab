package dev.incumbent.cluster.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process's, and in it one node's, hold on a data folder; the operating system ends it with the
 * process.
 *
 * <p>Threads: safe for use by any thread.
 */
final class FolderLock implements AutoCloseable {
  /**
   * The folders held by this process. Looked up before the lock file is touched, because closing
   * any channel to a file ends all of the process's locks on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path key;
  private final FileChannel channel;

  private FolderLock(Path key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    Path key = folder.toRealPath();
    if (!HELD.add(key)) {
      throw inUse(folder, "by another node in this process");
    }
    boolean taken = false;
    try {
      FolderLock lock = new FolderLock(key, lock(folder));
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(key);
      }
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, "by " + holder(file));
      }
      channel.truncate(0);
      String text = "process " + ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return text.matches("process [0-9]{1,19}") ? text : "another process";
  }

  private static RuntimeException inUse(Path folder, String by) {
    return Refusals.folder(
        folder,
        "is in use " + by,
        "stop that node first, or give this one a folder of its own (--data)");
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(key);
    }
  }
}
