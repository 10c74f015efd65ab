package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A directory sync that can be held up or made to fail, and that remembers which names each
 * directory had when it was last synced: what a power loss would leave.
 */
final class WatchedSync implements DirectorySync {

  private final Map<Path, Map<String, Object>> durable = new HashMap<>();
  private boolean held;
  private boolean failing;
  private boolean lying;
  private int waiting;
  private int count;

  @Override
  public void sync(Path directory) throws IOException {
    Map<String, Object> names = names(directory);
    pass(directory);
    DirectorySync.system().sync(directory);
    remember(directory, names);
  }

  private synchronized void pass(Path directory) throws IOException {
    waiting++;
    boolean interrupted = false;
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    waiting--;
    count++;
    if (failing) {
      throw new IOException("no sync of " + directory);
    }
  }

  private synchronized void remember(Path directory, Map<String, Object> names) {
    if (!lying) {
      durable.put(directory, names);
    }
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  synchronized void fail() {
    failing = true;
  }

  /** From now on syncs are no syncs. */
  synchronized void lie() {
    lying = true;
  }

  synchronized int waiting() {
    return waiting;
  }

  synchronized int count() {
    return count;
  }

  /** Whether the file of this name would be there, and be this very file, after a power loss. */
  synchronized boolean isDurable(Path file) {
    Path directory = Objects.requireNonNull(file.getParent());
    Object key = durable.getOrDefault(directory, Map.of()).get(file.getFileName().toString());
    return key != null && key.equals(key(file));
  }

  private static Map<String, Object> names(Path directory) throws IOException {
    Map<String, Object> names = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> names.put(file.getFileName().toString(), key(file)));
    }
    return names;
  }

  private static Object key(Path file) {
    try {
      return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : "gone";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
