package dev.incumbent.cluster.engine;

import java.io.IOException;
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

  /** By {@code fsync} of the directory, which Linux and macOS allow and Windows does not. */
  static DirectorySync system() {
    return directory -> {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    };
  }
}
