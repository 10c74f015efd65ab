package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.engine.EngineListener;
import dev.incumbent.cluster.engine.RaftEngine;
import dev.incumbent.cluster.engine.ReplicatedMachine;
import dev.incumbent.cluster.engine.SubmitOutcome;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.error.RejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real node of one says when it must not start, and that it leaves nothing behind. */
@Timeout(120)
class NodeRefusalsTest {
  @TempDir Path folder;

  private static void assertStarts(TestCluster cluster) throws InterruptedException {
    cluster.start(0, true);
    cluster.awaitReady();
  }

  @Test
  void refusesAnEmptyFolderWithoutBootstrapAndMakesNothing() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      assertThatThrownBy(() -> cluster.start(0, false))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("is empty")
          .hasMessageContaining("--bootstrap");
      assertThat(cluster.folder(0)).doesNotExist();
      assertStarts(cluster);
    }
  }

  /** Formation was cut short: the folder has an id and no group, and counts as empty. */
  @Test
  void refusesAFolderThatWasNeverInAClusterWithoutBootstrap() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      DataFolder.open(cluster.folder(0), () -> 7).close();
      assertThatThrownBy(() -> cluster.start(0, false))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("no cluster yet");
      assertStarts(cluster);
      assertThat(cluster.node(0).id()).isEqualTo("00000000000000070000000000000007");
    }
  }

  @Test
  void refusesAFrontPortInUse() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      int port = cluster.config(0).build().listen().port();
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(other.isBound()).isTrue();
        assertThatThrownBy(() -> cluster.start(0, true))
            .isInstanceOf(RejectedException.class)
            .hasMessageContaining(cluster.address(0))
            .hasMessageContaining("in use");
      }
      assertStarts(cluster);
    }
  }

  @Test
  void refusesARaftPortInUseBeforeItsClusterIsFormed() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      int port = cluster.config(0).build().raft().port();
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(other.isBound()).isTrue();
        assertThatThrownBy(() -> cluster.start(0, true))
            .isInstanceOf(RejectedException.class)
            .hasMessageContaining("127.0.0.1:" + port)
            .hasMessageContaining("in use");
        assertNeverFormed(cluster.folder(0));
      }
      assertStarts(cluster);
    }
  }

  private static void assertNeverFormed(Path data) throws IOException {
    try (DataFolder folder = DataFolder.open(data, System::nanoTime)) {
      assertThat(folder.identity().group()).isEmpty();
    }
  }

  @Test
  void refusesAFolderInUse() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      assertStarts(cluster);
      NodeConfig second =
          NodeConfig.of("127.0.0.1:" + Ports.free(1).get(0), cluster.folder(0))
              .raftPort(Ports.free(1).get(0))
              .build();
      assertThatThrownBy(() -> Node.start(second))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void refusesAnUnknownFolderFormatByName() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      assertStarts(cluster);
      cluster.stop(0);
      Path file = cluster.folder(0).resolve("node");
      Files.writeString(file, Files.readString(file).replaceFirst(" 1\n", " 3\n"));
      assertThatThrownBy(() -> cluster.start(0, false))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("format version 3");
    }
  }

  @Test
  void stopsByNameAtALogEntryOfAnUnknownFormat() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      assertStarts(cluster);
      cluster.stop(0);
      append(cluster, new byte[] {9, 1, 2, 3});
      Node node = cluster.start(0, false);
      assertThatThrownBy(() -> node.stopped().toCompletableFuture().get(60, TimeUnit.SECONDS))
          .hasStackTraceContaining("log entry format 9 is unknown: this node reads 1");
    }
  }

  /** As a newer program would: by the same engine, on the same folder. */
  private static void append(TestCluster cluster, byte[] entry) throws Exception {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    NodeConfig config = cluster.config(0).build();
    try (DataFolder data = DataFolder.open(config.data(), System::nanoTime);
        var engine =
            RaftEngine.start(
                Raft.config(data, config.timings()), new Ignoring(), listener(ready))) {
      ready.get(60, TimeUnit.SECONDS);
      SubmitOutcome outcome = engine.submit(entry).toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  private static EngineListener listener(CompletableFuture<Void> ready) {
    return new EngineListener() {
      @Override
      public void onLeaderReady(long term) {
        ready.complete(null);
      }

      @Override
      public void onLeaderLost() {}

      @Override
      public void onLeaderChanged(Optional<String> leaderNodeId, long term) {}

      @Override
      public void onFailure(Throwable why) {
        ready.completeExceptionally(why);
      }
    };
  }

  private static final class Ignoring implements ReplicatedMachine {
    @Override
    public void apply(long term, long index, byte[] entry) {}

    @Override
    public View view() {
      return out -> {};
    }

    @Override
    public void restore(InputStream snapshot, long term, long index) throws IOException {}
  }
}
