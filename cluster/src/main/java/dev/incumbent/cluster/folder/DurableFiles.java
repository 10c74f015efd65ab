package dev.incumbent.cluster.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes that have survived a power loss once they return: the content and the name (S-8).
 *
 * <p>Threads: blocks on the disk; callers exclude one another.
 */
final class DurableFiles {
  /** Makes the names in a directory durable; a port, so that a test can fail it. */
  @FunctionalInterface
  interface DirectorySync {
    void sync(Path directory) throws IOException;

    /** By {@code fsync} of the directory, which Linux and macOS allow and Windows does not. */
    static void system(Path directory) throws IOException {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private final DirectorySync directories;

  DurableFiles(DirectorySync directories) {
    this.directories = directories;
  }

  void syncDirectory(Path directory) throws IOException {
    directories.sync(directory);
  }

  /** Makes a directory and those above it that are missing; each name durable. */
  void makeDirectories(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (Files.isDirectory(directory) || parent == null) {
      return;
    }
    makeDirectories(parent);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Another node that shares the parent came first: its name must be durable for this one, too.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    directories.sync(parent);
  }

  /** Writes a file whole: after a crash either the old content is there or the new one. */
  void replace(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, content);
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    directories.sync(directoryOf(file));
  }

  /** Cuts the file to {@code length} bytes and appends; a crash leaves a prefix of the new part. */
  void append(Path file, long length, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.position(length);
      writeFully(channel, content);
      channel.force(true);
    }
    directories.sync(directoryOf(file));
  }

  private static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void writeFully(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
