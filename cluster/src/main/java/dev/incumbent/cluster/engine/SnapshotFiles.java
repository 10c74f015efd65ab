package dev.incumbent.cluster.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.util.MD5FileUtil;

/**
 * The snapshot files of one folder: {@code snapshot.TERM_INDEX} and its digest {@code
 * snapshot.TERM_INDEX.md5}, the names and the digest that the library expects when it sends them.
 *
 * <p>A snapshot counts only with its digest, and it gets its name only after the contents of both
 * are on disk; a file that a crash left behind is no snapshot.
 *
 * <p>Threads: {@link #write} and {@link #deleteAllButNewest} by one thread at a time.
 */
final class SnapshotFiles {

  private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");
  private static final String UNFINISHED = ".unfinished";
  private static final String DIGEST = ".md5";

  private final Path folder;
  private final DirectorySync sync;

  SnapshotFiles(Path folder, DirectorySync sync) {
    this.folder = folder;
    this.sync = sync;
  }

  /** A complete snapshot. */
  record Snapshot(Path file, long term, long index, MD5Hash digest) {}

  /** Newest first. */
  List<Snapshot> list() throws IOException {
    List<Snapshot> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        find(file).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparingLong(Snapshot::index).reversed());
    return found;
  }

  Optional<Snapshot> newest() throws IOException {
    return list().stream().findFirst();
  }

  /** Writes a snapshot; when this returns, it is on disk under its name. */
  Snapshot write(long term, long index, ReplicatedMachine.View view) throws IOException {
    Path file = folder.resolve("snapshot." + term + "_" + index);
    Path unfinished = folder.resolve(file.getFileName() + UNFINISHED);
    MD5Hash digest = writeForced(unfinished, view);
    // The digest is written by way of a temporary file of its own, forced before it is renamed.
    MD5FileUtil.saveMD5File(file.toFile(), digest);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync.sync(folder);
    return new Snapshot(file, term, index, digest);
  }

  /** Hands the contents to the reader and fails if they are not what was written. */
  void read(Snapshot snapshot, Reader reader) throws IOException {
    MessageDigest md5 = md5();
    try (InputStream in =
        new DigestInputStream(
            new BufferedInputStream(Files.newInputStream(snapshot.file())), md5)) {
      reader.read(in);
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!MD5Hash.newInstance(md5.digest()).equals(snapshot.digest())) {
      throw new IOException(
          "Snapshot " + snapshot.file() + " is damaged: its contents do not match its digest");
    }
  }

  /** Reads one snapshot. */
  interface Reader {
    void read(InputStream in) throws IOException;
  }

  /** Checks the contents without using them. */
  void verify(Snapshot snapshot) throws IOException {
    read(snapshot, in -> {});
  }

  /** Deletes older snapshots and what crashes left behind. */
  void deleteAllButNewest(int kept) throws IOException {
    List<Snapshot> snapshots = list();
    List<String> keptNames = new ArrayList<>();
    for (Snapshot snapshot : snapshots.subList(0, Math.min(kept, snapshots.size()))) {
      keptNames.add(snapshot.file().getFileName().toString());
      keptNames.add(snapshot.file().getFileName() + DIGEST);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "snapshot.*")) {
      for (Path file : files) {
        if (!keptNames.contains(file.getFileName().toString())) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Optional<Snapshot> find(Path file) throws IOException {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches() || !Files.exists(Path.of(file + DIGEST))) {
      return Optional.empty();
    }
    MD5Hash digest = MD5FileUtil.readStoredMd5ForFile(file.toFile());
    if (digest == null) {
      return Optional.empty();
    }
    long term = Long.parseLong(name.group(1));
    long index = Long.parseLong(name.group(2));
    return Optional.of(new Snapshot(file, term, index, digest));
  }

  private static MD5Hash writeForced(Path file, ReplicatedMachine.View view) throws IOException {
    MessageDigest md5 = md5();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(channel), md5), 1 << 16);
      view.writeTo(out);
      out.flush();
      channel.force(true);
    }
    return MD5Hash.newInstance(md5.digest());
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
