package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import dev.incumbent.cluster.front.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SnapshotTest {

  private static final String LARGE = "x".repeat(500_000);

  @TempDir Path folder;

  @Test
  void appliesOnWhileASnapshotIsWritten() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      cluster.write("a");
      CountDownLatch written = new CountDownLatch(1);
      node.machine().beforeWrite(() -> awaitLatch(written));
      long index = node.engine().status().log().applied();
      CompletableFuture<Long> snapshot = node.engine().snapshot().toCompletableFuture();
      EngineCluster.await("the snapshot was begun", () -> hasUnfinishedSnapshot(cluster));
      cluster.write("b");
      assertThat(snapshot).isNotDone();
      assertThat(node.engine().status().log().snapshot()).isEqualTo(-1);
      written.countDown();
      assertThat(snapshot.join()).isEqualTo(index);
      assertThat(node.engine().status().log().snapshot()).isEqualTo(index);
    }
    assertThat(restarted().texts()).containsExactly("a", "b");
  }

  @Test
  void startsFromTheNewestSnapshotAndTheLogAfterIt() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      cluster.write("a");
      snapshot(cluster.leader());
      cluster.write("b");
      snapshot(cluster.leader());
      cluster.write("c");
    }
    LineMachine machine = restarted();
    assertThat(machine.restores()).isEqualTo(1);
    assertThat(machine.texts()).containsExactly("a", "b", "c");
  }

  @Test
  void writesASnapshotAfterTheGivenNumberOfEntriesAndKeepsTwo() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).limits(every(50)).startAll()) {
      for (int i = 0; i < 400; i++) {
        cluster.write("line " + i);
      }
      Node node = cluster.leader();
      EngineCluster.await(
          "the newest snapshot is at most 100 entries behind",
          () -> node.engine().status().log().snapshot() >= 300);
      EngineCluster.await("two are kept", () -> snapshotFiles(cluster).size() == 2);
    }
    assertThat(restarted().texts())
        .isEqualTo(IntStream.range(0, 400).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void aFailedWriteIsToldAndCountsAsNoSnapshot() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      cluster.write("a");
      node.machine()
          .beforeWrite(
              () -> {
                throw new IOException("disk full");
              });
      CompletableFuture<Long> snapshot = node.engine().snapshot().toCompletableFuture();
      assertThatThrownBy(snapshot::join).hasMessageContaining("disk full");
      assertThat(node.engine().status().log().snapshot()).isEqualTo(-1);
      assertThat(snapshotFiles(cluster)).isEmpty();
      EngineCluster.await(
          "it was told",
          () -> node.listener().calls("snapshot failed").contains("snapshot failed disk full"));
      node.machine().beforeWrite(() -> {});
      assertThat(snapshot(node)).isPositive();
      assertThat(node.listener().calls("failure")).isEmpty();
    }
  }

  @Test
  void anUnfinishedFileIsNoSnapshot() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      cluster.write("a");
      snapshot(cluster.leader());
      Path snapshots = cluster.group("n1").resolve("sm");
      Files.writeString(snapshots.resolve("snapshot.9_900.unfinished"), "half");
      Files.writeString(snapshots.resolve("snapshot.9_901"), "no digest");
    }
    assertThat(restarted().texts()).containsExactly("a");
  }

  @Test
  void deletesTheLogBeforeTheSnapshotAndSendsTheSnapshotToANodeThatMissedIt() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).limits(every(5)).startAll()) {
      cluster.write("a");
      String absent = cluster.other(cluster.leader()).id();
      cluster.stop(absent);
      writePastPurge(cluster);
      Node back = cluster.start(absent);
      EngineCluster.await(
          "the node that was away has everything",
          () -> back.machine().texts().equals(cluster.leader().machine().texts()));
      assertThat(back.machine().restores()).isPositive();
      cluster.write("b");
      EngineCluster.await("and follows again", () -> back.machine().texts().contains("b"));
    }
  }

  @Test
  void installsASnapshotOnALiveFollowerThatFellBehind() throws IOException {
    EngineCluster cluster = new EngineCluster(folder, 3).limits(every(5));
    try (TcpProxy proxy = new TcpProxy(cluster.raftPort("n3"));
        cluster) {
      cluster.reachedBy("n3", proxy.port());
      cluster.startAll(List.of("n1", "n2"));
      cluster.write("a");
      Node behind = cluster.start("n3");
      EngineCluster.await("it follows", () -> behind.machine().texts().contains("a"));
      proxy.cut();
      writePastPurge(cluster);
      assertThat(behind.machine().restores()).isZero();
      proxy.mend();
      EngineCluster.await(
          "the follower has everything",
          () -> behind.machine().texts().equals(cluster.leader().machine().texts()));
      assertThat(behind.machine().restores()).isPositive();
      cluster.write("b");
      EngineCluster.await("and follows again", () -> behind.machine().texts().contains("b"));
      assertThat(behind.listener().calls("failure")).isEmpty();
    }
  }

  private static long first(Node node) {
    return node.engine().status().log().first();
  }

  @Test
  void finishesAnInstallThatACrashInterrupted() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      cluster.write("a");
      snapshot(cluster.leader());
    }
    Path group = new EngineCluster(folder, 1).group("n1");
    Files.move(group.resolve("sm"), group.resolve("sm.tmp20260101-000000.000"));
    Files.createDirectories(group.resolve("tmp/snapshot-x"));
    assertThat(restarted().texts()).containsExactly("a");
    assertThat(group.resolve("tmp")).doesNotExist();
  }

  private static void writePastPurge(EngineCluster cluster) {
    for (int i = 0; i < 18; i++) {
      cluster.write(LARGE);
    }
    cluster.write("last");
    EngineCluster.await(
        "the leader has deleted the beginning of its log",
        () -> {
          cluster.write("more");
          return first(cluster.leader()) > 5;
        });
  }

  private LineMachine restarted() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      return cluster.leader().machine();
    }
  }

  private static long snapshot(Node node) {
    return node.engine().snapshot().toCompletableFuture().join();
  }

  private static EngineLimits every(long entries) {
    EngineLimits defaults = EngineLimits.defaults();
    return new EngineLimits(defaults.maxEntryBytes(), defaults.maxOutstanding(), entries);
  }

  private static boolean hasUnfinishedSnapshot(EngineCluster cluster) {
    return names(cluster).stream().anyMatch(name -> name.endsWith(".unfinished"));
  }

  private static List<String> snapshotFiles(EngineCluster cluster) {
    return names(cluster).stream().filter(name -> name.matches("snapshot\\.\\d+_\\d+")).toList();
  }

  private static List<String> names(EngineCluster cluster) {
    try (Stream<Path> files = Files.list(cluster.group("n1").resolve("sm"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
