package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of a stopped node are damaged by hand; the node is started on them again. */
@Timeout(180)
class LogDamageTest {

  private static final List<String> LINES = List.of("a", "b", "c", "d", "e");

  @TempDir Path folder;

  @Test
  void cutsOffALastEntryThatTheFileEndsIn() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> entries = entries(bytes);
    int last = entries.get(entries.size() - 1);
    Files.write(file, Arrays.copyOf(bytes, last + 7));
    assertThat(restartedLines()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void cutsOffALastEntryWhoseSecondHalfWasNeverWritten() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> entries = entries(bytes);
    Arrays.fill(bytes, entries.get(entries.size() - 1) + 7, bytes.length, (byte) 0);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 4096));
    assertThat(restartedLines()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void goesOnWritingWhereTheTornEntryWas() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> entries = entries(bytes);
    Files.write(file, Arrays.copyOf(bytes, entries.get(entries.size() - 1) + 1));
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      cluster.write("f");
    }
    assertThat(restartedLines()).containsExactly("a", "b", "c", "d", "f");
  }

  @Test
  void refusesAFlippedBitBeforeTheLastEntry() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    int third = entries(bytes).get(2);
    bytes[third + 9] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(restart())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("byte " + third + ",");
  }

  @Test
  void refusesALengthThatPointsBehindTheEndOfTheFile() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> entries = entries(bytes);
    int third = entries.get(2);
    bytes[third] = (byte) 0xff;
    bytes[third + 1] = (byte) 0x3f;
    Files.write(file, Arrays.copyOf(bytes, endOf(bytes, entries)));
    assertThatThrownBy(restart())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("byte " + third + ",");
  }

  @Test
  void refusesZeroesInTheMiddle() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> entries = entries(bytes);
    Arrays.fill(bytes, entries.get(1), entries.get(2), (byte) 0);
    Files.write(file, bytes);
    assertThatThrownBy(restart()).hasMessageContaining("byte " + entries.get(1) + ",");
  }

  @Test
  void refusesAHeaderOfAnotherFormat() throws IOException {
    Path file = writtenLog();
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = '2';
    Files.write(file, bytes);
    assertThatThrownBy(restart())
        .hasMessageContaining(file.toString())
        .hasMessageContaining("byte 7");
  }

  /** As when the power is cut after a file was shortened and renamed, and only its name is kept. */
  @Test
  void s8_cutsOffAnEntryThatWasTakenBackBeforeItsFileWasClosed() throws IOException {
    Path older = writtenInTwoFiles();
    byte[] kept = Files.readAllBytes(older);
    List<Integer> entries = entries(kept);
    byte[] following =
        Files.readAllBytes(only(older.resolve("..").normalize(), "log_inprogress_*"));
    int first = entries(following).get(0);
    int end = endOf(following, List.of(first));
    try (FileChannel file = FileChannel.open(older, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(following, first, end - first), endOf(kept, entries));
    }
    assertThat(restartedLines()).hasSize(20);
    assertThat(entries(Files.readAllBytes(older))).isEqualTo(entries);
  }

  @Test
  void refusesAnOlderFileThatEndsEarly() throws IOException {
    Path older = writtenInTwoFiles();
    byte[] bytes = Files.readAllBytes(older);
    List<Integer> entries = entries(bytes);
    Files.write(older, Arrays.copyOf(bytes, entries.get(entries.size() - 1)));
    assertThatThrownBy(restart()).hasMessageContaining(older + " is damaged: it ends at entry");
  }

  @Test
  void refusesAMissingOlderFile() throws IOException {
    Path older = writtenInTwoFiles();
    Files.delete(older);
    assertThatThrownBy(restart()).hasMessageContaining("Log entries 0 to");
  }

  @Test
  void refusesALogWithoutTermAndVote() throws IOException {
    Path file = writtenLog();
    Files.delete(file.resolveSibling("raft-meta"));
    assertThatThrownBy(restart()).hasMessageContaining("raft-meta");
  }

  @Test
  void refusesADamagedSnapshot() throws IOException {
    Path snapshots = writtenLog().resolveSibling("../sm").normalize();
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      assertThat(cluster.leader().engine().snapshot().toCompletableFuture().join()).isPositive();
    }
    Path file = only(snapshots, "snapshot.*_?");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(restart()).hasMessageContaining(file + " is damaged");
  }

  @Test
  void refusesAFolderInUse() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      assertThatThrownBy(restart()).hasMessageContaining("is in use");
      assertThat(node.submit("a")).isInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  private Path writtenLog() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      LINES.forEach(cluster::write);
      return cluster.group("n1").resolve("current/log_inprogress_0");
    }
  }

  /** Returns the older one. */
  private Path writtenInTwoFiles() throws IOException {
    String large = "x".repeat(500_000);
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      for (int i = 0; i < 20; i++) {
        assertThat(cluster.leader().submit(large)).isInstanceOf(SubmitOutcome.Applied.class);
      }
      return only(cluster.group("n1").resolve("current"), "log_*-*");
    }
  }

  private List<String> restartedLines() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      return cluster.leader().machine().texts();
    }
  }

  private ThrowingCallable restart() {
    return () -> {
      try (EngineCluster cluster = new EngineCluster(folder, 1)) {
        cluster.start("n1");
      }
    };
  }

  /** The offsets at which the entries begin. */
  private static List<Integer> entries(byte[] bytes) {
    List<Integer> found = new ArrayList<>();
    int at = 8;
    while (at < bytes.length && bytes[at] != 0) {
      found.add(at);
      at = endOf(bytes, found);
    }
    return found;
  }

  /** Where the last of the entries ends. */
  private static int endOf(byte[] bytes, List<Integer> entries) {
    int at = entries.get(entries.size() - 1);
    int length = 0;
    int shift = 0;
    do {
      length |= (bytes[at] & 0x7f) << shift;
      shift += 7;
    } while (bytes[at++] < 0);
    return at + length + Integer.BYTES;
  }

  private static Path only(Path folder, String glob) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
      List<Path> found = files.filter(file -> matcher.matches(file.getFileName())).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }
}
