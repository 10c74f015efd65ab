package dev.incumbent.cluster.folder;

import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A node's data folder, held by one process at a time: who the node is, its starts, what it vouches
 * for, and the engine's own folder.
 *
 * <p>Guarantees: S-8 for what is in it: every method that writes returns after content and names
 * were synced, and a file system that cannot sync directories is refused. S-11 as far as one folder
 * can: a damaged folder, one of an unknown format, and one that was found to be a copy are refused.
 *
 * <p>NOT guaranteed: that a copy is noticed. Only peers can tell.
 *
 * <p>Files: {@code node} (identity), {@code starts}, {@code peers} (last starts shown), {@code
 * refused} (why it may never start again), {@code copy} (the backup that its cluster goes on from,
 * if it does), {@code lock}, {@code raft/}, and {@code voter} once that has something in it.
 *
 * <p>Threads: safe for use by any thread; methods block on the disk.
 *
 * <p>Errors: {@link dev.incumbent.error.RejectedException} says why the folder cannot be used and
 * what to do; {@link IOException} is the disk's.
 */
public final class DataFolder implements AutoCloseable {
  private static final String REFUSED = "refused";
  private static final String RAFT = "raft";
  private static final String VOTER = "voter";
  private static final String COPY = "copy";

  private final Path path;
  private final DurableFiles files;
  private final FolderLock lock;
  private final IdentityFile identityFile;
  private final StartList starts;
  private final PeerStarts peers;
  private Identity identity;

  private DataFolder(Path path, DurableFiles files, FolderLock lock, Identity identity)
      throws IOException {
    this.path = path;
    this.files = files;
    this.lock = lock;
    this.identity = identity;
    this.identityFile = new IdentityFile(path.resolve(IdentityFile.NAME));
    this.starts = new StartList(path.resolve(StartList.NAME), files);
    this.peers = new PeerStarts(path.resolve(PeerStarts.NAME), files);
  }

  /**
   * Whether nothing of a node is in the folder, or there is no folder: opening it makes a new node.
   */
  public static boolean isEmpty(Path path) throws IOException {
    return entries(path).isEmpty();
  }

  /**
   * Takes hold of the folder and notes one more start in it; makes it, and in it a new random node
   * id, if it is missing or empty.
   */
  public static DataFolder open(Path path, RandomSource random) throws IOException {
    return open(path, random, DurableFiles.DirectorySync::system);
  }

  static DataFolder open(Path path, RandomSource random, DurableFiles.DirectorySync directories)
      throws IOException {
    Path folder = path.toAbsolutePath().normalize();
    DurableFiles files = new DurableFiles(directories);
    requireUsable(folder, files);
    FolderLock lock = FolderLock.take(folder);
    boolean opened = false;
    try {
      DataFolder data = new DataFolder(folder, files, lock, identity(folder, files, random));
      data.requireNotRefused();
      data.requireVotes();
      data.starts.append(RandomId.draw(random));
      files.makeDirectories(data.raft());
      opened = true;
      return data;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static void requireUsable(Path folder, DurableFiles files) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw Refusals.folder(folder, "is not a directory", "name a directory (--data)");
    }
    try {
      files.makeDirectories(folder);
      files.syncDirectory(folder);
    } catch (IOException e) {
      throw Refusals.folder(
          folder,
          "cannot be made, or its file system cannot sync directories (" + e + ")",
          "use a local file system that keeps what was synced through a power loss");
    }
  }

  private static Identity identity(Path folder, DurableFiles files, RandomSource random)
      throws IOException {
    Path file = folder.resolve(IdentityFile.NAME);
    if (Files.exists(file)) {
      return new IdentityFile(file).decode(Files.readAllBytes(file));
    }
    SortedSet<String> others = entries(folder);
    if (!others.isEmpty()) {
      throw Refusals.folder(
          folder,
          "has no file '" + IdentityFile.NAME + "' but has " + others,
          "use an empty folder, or the whole folder of a node");
    }
    Identity made = new Identity(RandomId.draw(random), Optional.empty());
    files.replace(file, new IdentityFile(file).encode(made));
    return made;
  }

  /** What is in the folder, less what opening it leaves behind before there is a node. */
  private static SortedSet<String> entries(Path folder) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      }
    }
    names.remove("lock");
    names.remove(IdentityFile.NAME + ".tmp");
    names.remove("lost+found");
    return names;
  }

  private void requireNotRefused() throws IOException {
    Path file = path.resolve(REFUSED);
    if (Files.exists(file)) {
      throw Refusals.folder(
          path,
          "was refused before and stays so: " + Files.readString(file).strip(),
          "give the node a new, empty folder as a new member");
    }
  }

  private void requireVotes() throws IOException {
    boolean kept = Files.isDirectory(raft()) && !entries(raft()).isEmpty();
    if (Files.exists(path.resolve(VOTER)) && !kept) {
      throw Refusals.folder(
          path,
          "has lost what its node voted: '" + RAFT + "' is missing or empty",
          "give the node a new, empty folder as a new member");
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Where the engine keeps its log, its vote and its snapshots. */
  public Path raft() {
    return path.resolve(RAFT);
  }

  /** Who the node is. */
  public synchronized Identity identity() {
    return identity;
  }

  /**
   * Makes the node a member of a group: once, and for good.
   *
   * @throws IllegalStateException if it is a member already, or the group does not list it
   */
  public synchronized void join(Group group) throws IOException {
    if (identity.group().isPresent() || group.member(identity.node()).isEmpty()) {
      throw new IllegalStateException("node " + identity.node() + " cannot join " + group);
    }
    Identity joined = new Identity(identity.node(), Optional.of(group));
    files.replace(path.resolve(IdentityFile.NAME), identityFile.encode(joined));
    identity = joined;
  }

  /** The starts of this node, oldest first; the last is the one under way. */
  public synchronized List<RandomId> starts() {
    return starts.ids();
  }

  /** The last start that the peer has shown here. */
  public synchronized Optional<RandomId> lastStartOf(RandomId peer) {
    return peers.lastStart(peer);
  }

  /** Remembers the last start that the peer has shown. */
  public synchronized void storeStartOf(RandomId peer, RandomId start) throws IOException {
    peers.store(peer, start);
  }

  /**
   * Notes that the engine has begun to keep votes: from now on a folder without them is refused.
   */
  public synchronized void noteVoter() throws IOException {
    Path file = path.resolve(VOTER);
    if (!Files.exists(file)) {
      files.replace(file, new byte[0]);
    }
  }

  /** Makes the folder unusable for good: every later opening is refused with this reason. */
  public synchronized void refuseForEver(String why) throws IOException {
    files.replace(path.resolve(REFUSED), (why + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The backup from which the node's cluster goes on, if it does: a file of this folder. */
  public Path copy() {
    return path.resolve(COPY);
  }

  /**
   * Keeps a backup from which the node's cluster will go on, once it is formed.
   *
   * @throws dev.incumbent.error.RejectedException if the node has a cluster or a backup already
   */
  public synchronized void keepCopy(byte[] backup) throws IOException {
    if (identity.group().isPresent() || Files.exists(copy())) {
      throw Refusals.folder(
          path,
          identity.group().isPresent()
              ? "belongs to cluster " + identity.group().orElseThrow().cluster()
              : "has a backup already",
          "restore into a new, empty folder: a cluster that has begun is never overwritten");
    }
    files.replace(copy(), backup);
  }

  /** Lets go of the folder. Idempotent. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
