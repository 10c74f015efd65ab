package dev.incumbent.cluster.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One group's files on one node, and what has to be on disk when.
 *
 * <pre>
 * FOLDER/GROUP/current/raft-meta            term and vote
 * FOLDER/GROUP/current/raft-meta.conf       newest applied configuration
 * FOLDER/GROUP/current/log_inprogress_N     newest part of the log, from index N
 * FOLDER/GROUP/current/log_N-M              older parts
 * FOLDER/GROUP/sm/snapshot.TERM_INDEX[.md5] snapshots
 * FOLDER/GROUP/tmp/                         a snapshot that the leader is sending
 * </pre>
 *
 * <p>Threads: any.
 */
final class GroupFolder implements AutoCloseable {

  private final Path folder;
  private final Path group;
  private final DirectorySync port;
  private final DurableNames names;
  private volatile boolean pathIsDurable;
  private Optional<FolderLock> lock = Optional.empty();

  GroupFolder(Path folder, UUID groupId, DirectorySync port) {
    this.folder = folder;
    this.group = folder.resolve(groupId.toString());
    this.port = port;
    this.names = new DurableNames(port);
  }

  /** Where term, vote and log are. */
  Path log() {
    return group.resolve("current");
  }

  SnapshotFiles snapshots() {
    return new SnapshotFiles(snapshotFolder(), port);
  }

  private Path snapshotFolder() {
    return group.resolve("sm");
  }

  /**
   * Makes the folder if it is missing, and refuses one whose names cannot be made durable (S-8) or
   * that holds another group.
   */
  void prepare() throws IOException {
    try {
      createDurably(folder);
      port.sync(folder);
    } catch (IOException e) {
      throw new IOException(
          "Folder "
              + folder
              + " cannot be used: its directory cannot be synced to disk, so that a vote or a log"
              + " file could be lost in a power loss",
          e);
    }
    lock = Optional.of(FolderLock.take(folder));
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, this::isOtherGroup)) {
      for (Path other : others) {
        throw new IOException(
            "Folder %s holds group %s, not %s"
                .formatted(folder, other.getFileName(), group.getFileName()));
      }
    }
  }

  /**
   * Repairs what a crash can have left behind and judges the log.
   *
   * @param maxEntryBytes as stored
   * @throws IOException naming the file, and for a log the offset, that cannot be trusted
   */
  void check(int maxEntryBytes) throws IOException {
    if (!Files.isDirectory(group)) {
      return;
    }
    finishInstall();
    Files.createDirectories(snapshotFolder());
    SnapshotFiles snapshots = snapshots();
    Optional<SnapshotFiles.Snapshot> newest = snapshots.newest();
    if (newest.isPresent()) {
      snapshots.verify(newest.get());
    }
    long index = newest.map(SnapshotFiles.Snapshot::index).orElse(-1L);
    new LogCheck(log(), index, maxEntryBytes).run();
  }

  /**
   * The library moves the old snapshots aside before it moves new ones in; a crash may come
   * between.
   */
  private void finishInstall() throws IOException {
    try (DirectoryStream<Path> aside = Files.newDirectoryStream(group, "sm.tmp*")) {
      for (Path old : aside) {
        if (Files.exists(snapshotFolder())) {
          deleteTree(old);
        } else {
          Files.move(old, snapshotFolder());
        }
      }
    }
    deleteTree(received());
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private Path received() {
    return group.resolve("tmp");
  }

  private void createDurably(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (Files.isDirectory(directory) || parent == null) {
      return;
    }
    createDurably(parent);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      // Another node that shares the parent came first: its name must be durable for this one, too.
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
    port.sync(parent);
  }

  private boolean isOtherGroup(Path path) {
    if (!Files.isDirectory(path) || path.equals(group)) {
      return false;
    }
    try {
      return UUID.fromString(path.getFileName().toString()).version() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Term, vote and log; cheap when nothing changed. */
  void syncLog() throws IOException {
    if (pathIsDurable) {
      names.ensure(log());
    } else {
      syncAll();
      pathIsDurable = true;
    }
  }

  /** Everything from the folder itself down. */
  void syncAll() throws IOException {
    for (Path directory : List.of(folder, group, log(), snapshotFolder())) {
      if (Files.isDirectory(directory)) {
        names.ensure(directory);
      }
    }
  }

  /**
   * Forces the files of a snapshot that the leader has sent, before they take the place of the old
   * ones and the log that they replace is deleted: the library does not.
   */
  void forceReceivedSnapshot() throws IOException {
    Path received = received();
    if (!Files.isDirectory(received)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(received)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        port.sync(path);
      } else {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.force(true);
        }
      }
    }
  }

  /** Lets others use the folder. */
  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
