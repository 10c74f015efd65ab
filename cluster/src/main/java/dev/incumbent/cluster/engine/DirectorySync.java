package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes the names in a directory survive a power loss; a port, so that tests can watch and fail it.
 */
@FunctionalInterface
interface DirectorySync {

  /**
   * Returns once every name made, changed or removed in the directory before the call is on disk.
   */
  void sync(Path directory) throws IOException;

  /**
   * By {@code fsync} of the directory, which Linux and macOS allow and Windows does not.
   *
   * <p>The library interrupts its threads when an election ends, which closes a channel in use. An
   * interrupt is no failure of the disk: the sync is done again and the interrupt kept for later.
   */
  static DirectorySync system() {
    return directory -> {
      boolean interrupted = Thread.interrupted();
      try {
        while (!forced(directory)) {
          interrupted |= Thread.interrupted();
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static boolean forced(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
