package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.codec.CodecException;
import dev.incumbent.coordinator.Backup;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.StateConfig;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A cluster's restore from a backup (S-1): into the empty folders of new nodes, which then form a
 * cluster with the same id and go on from the backup's state, every counter raised, every session
 * ended, nothing granted for one maximum TTL.
 *
 * <pre>
 * step                                              where
 * the backup is checked and kept in the folder      each node, before its first start
 * all nodes have the same backup, or none           formation
 * the state before the log's first entry is made    each start; the same on every node
 * </pre>
 *
 * <p>A cluster that has begun is never overwritten. NOT guaranteed: that no node of the old cluster
 * runs any more; two clusters would then share one id, and only fences keep them apart.
 *
 * <p>Threads: blocks on the disk.
 */
public final class Restore {
  private Restore() {}

  /**
   * What a backup holds.
   *
   * @param cluster the id of the cluster that it is of, and that the restored one will have
   * @param madeAtMillis the wall clock of the node that made it
   */
  public record Summary(
      String cluster, long madeAtMillis, long index, int elections, int sessions, long lastToken) {}

  /**
   * Checks a backup and keeps it in the data folder of a new node, which is made if it is missing.
   *
   * @throws dev.incumbent.error.RejectedException if the file is not a whole, unchanged backup, or
   *     the folder is not that of a new node
   */
  public static Summary prepare(Path backup, Path data) {
    try {
      byte[] bytes = Files.readAllBytes(backup);
      Backup read = read(backup, new ByteArrayInputStream(bytes), StateConfig.defaults());
      requireId(backup, read);
      try (DataFolder folder = DataFolder.open(data, SystemSources.ofMachine().random())) {
        folder.keepCopy(bytes);
      }
      CoordinatorState state = read.state();
      return new Summary(
          read.origin().cluster(),
          read.origin().madeAtMillis(),
          state.index(),
          state.electionCount(),
          state.sessionCount(),
          state.lastToken());
    } catch (IOException e) {
      throw Refusals.refusal(
          "backup " + backup + " cannot be restored to " + data + ": " + reason(e),
          backup.toString(),
          "name a backup that this process can read, and a folder that it can write");
    }
  }

  private static String reason(IOException failed) {
    return failed instanceof NoSuchFileException missing
        ? "there is no " + missing.getFile()
        : String.valueOf(failed.getMessage());
  }

  /**
   * The backup that the folder of a node without a cluster has, if it has one.
   *
   * @param config that of the cluster to be formed
   * @throws dev.incumbent.error.RejectedException if the hold-off would be too short for it
   */
  static Optional<Group.Copy> find(DataFolder folder, StateConfig config) {
    Path copy = folder.copy();
    if (folder.identity().group().isPresent() || !Files.exists(copy)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(copy)) {
      Backup backup = read(copy, in, config);
      backup.requireOutlasted();
      return Optional.of(new Group.Copy(requireId(copy, backup), digest(copy)));
    } catch (IllegalArgumentException e) {
      throw Refusals.refusal(
          String.valueOf(e.getMessage()),
          config.maxTtl().toMillis() + " ms",
          "start all nodes with the --max-ttl of the old cluster");
    } catch (IOException e) {
      throw unreadable(copy, e);
    }
  }

  /**
   * The state before the first entry of the log of the node's cluster.
   *
   * @throws dev.incumbent.error.RejectedException if the folder has lost the backup
   */
  static CoordinatorState initial(DataFolder folder, StateConfig config) {
    Optional<Group.Copy> expected =
        folder.identity().group().flatMap(group -> group.settings().copy());
    if (expected.isEmpty()) {
      return CoordinatorState.empty(config);
    }
    Path copy = folder.copy();
    try {
      if (!Files.exists(copy) || !digest(copy).equals(expected.get().digest())) {
        throw Refusals.refusal(
            "data folder " + folder.path() + " has lost the backup that its cluster goes on from",
            copy.toString(),
            "put " + expected.get() + " back there as '" + copy.getFileName() + "'");
      }
      try (InputStream in = Files.newInputStream(copy)) {
        return read(copy, in, config).restored();
      }
    } catch (IOException e) {
      throw unreadable(copy, e);
    }
  }

  private static RuntimeException unreadable(Path copy, IOException why) {
    return Refusals.refusal(
        "backup " + copy + " cannot be read: " + why, copy.toString(), "repair the data folder");
  }

  private static Backup read(Path file, InputStream in, StateConfig config) throws IOException {
    try {
      return Backup.read(new BufferedInputStream(in), config);
    } catch (CodecException e) {
      throw Refusals.refusal(
          "file " + file + " is not a whole, unchanged backup: " + e.getMessage(),
          file.toString(),
          "a file that 'incumbent backup' wrote");
    }
  }

  private static RandomId requireId(Path file, Backup backup) {
    String cluster = backup.origin().cluster();
    if (!RandomId.isText(cluster)) {
      throw Refusals.refusal(
          "file " + file + " is of a cluster '" + cluster + "' that is none of ours",
          file.toString(),
          "a file that 'incumbent backup' wrote");
    }
    return RandomId.parse(cluster);
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
