package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.RejectedException;
import dev.incumbent.session.ServerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of three real nodes in this process. */
@Timeout(180)
class ThreeNodesTest {
  @TempDir Path folder;

  private static void delete(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path entry : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(entry);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path entry : walk.toList()) {
        Files.copy(entry, to.resolve(from.relativize(entry).toString()));
      }
    }
  }

  private static int numberOf(TestCluster cluster, String address) {
    return cluster.addresses().indexOf(address);
  }

  @Test
  void keepsEverythingThroughARestartOfAll() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      Optional<String> formed = cluster.node(0).cluster();
      long token;
      try (TestSession session = new TestSession(1, cluster.addresses()).open()) {
        SessionEvent.Granted grant = session.lead("nightly", Revocation.AFTER_LEASE);
        token = grant.token().value();
        assertThat(session.put(grant, "k", "v")).isEqualTo(new OperationResult.Written(1));
      }
      for (int number = 0; number < 3; number++) {
        cluster.stop(number);
      }
      cluster.startAll(false);
      assertThat(List.of(cluster.node(0), cluster.node(1), cluster.node(2)))
          .allSatisfy(node -> assertThat(node.cluster()).isEqualTo(formed));
      try (TestSession session = new TestSession(2, cluster.addresses()).open()) {
        assertThat(session.get("k")).isEqualTo("v");
        SessionEvent.Granted other = session.lead("another", Revocation.AFTER_LEASE);
        assertThat(other.token().value()).isGreaterThan(token);
      }
    }
  }

  @Test
  void goesOnWhenTheLeaderStopsAndItsMovingNoticeIsNoClosing() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      String first;
      SessionEvent.Granted grant;
      try (TestSession session = new TestSession(1, cluster.addresses())) {
        first = session.leader();
        grant = session.openAtLeader().lead("nightly", Revocation.ON_SUSPICION);
        cluster.stop(numberOf(cluster, first));
        session.stream(first).await(ServerMessage.Moving.class);
        assertThat(session.stream(first).closed).isNotNull();
        List<String> left =
            cluster.addresses().stream().filter(address -> !address.equals(first)).toList();
        try (TestSession onlooker = new TestSession(2, left)) {
          ElectionView view = onlooker.election("nightly");
          assertThat(view.holder().orElseThrow().token()).isEqualTo(grant.token());
          assertThat(view.history()).isEmpty();
        }
      }
    }
  }

  /** Each node tells the leader what it saw, so the 60 s of the lease need not pass. */
  @Test
  void endsAFencedLeadershipAtOnceWhenEveryNodeSawItsStreamsClose() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      TestSession session = new TestSession(1, cluster.addresses()).open();
      SessionEvent.Granted grant = session.lead("nightly", Revocation.ON_SUSPICION);
      try (TestSession onlooker = new TestSession(2, cluster.addresses())) {
        assertThat(onlooker.election("nightly").holder().orElseThrow().token())
            .isEqualTo(grant.token());
        session.close();
        ElectionView view = onlooker.election("nightly");
        while (view.holder().isPresent()) {
          view = onlooker.election("nightly");
        }
        assertThat(view.history().get(0).reason()).isEqualTo(EndReason.CRASHED);
      }
    }
  }

  @Test
  void refusesChangesAndMarksReadsAsStaleWithoutAQuorum() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      try (TestSession session = new TestSession(1, cluster.addresses()).open()) {
        SessionEvent.Granted grant = session.lead("nightly", Revocation.AFTER_LEASE);
        session.put(grant, "k", "v");
        String leader = session.leader();
        for (String address : cluster.addresses()) {
          if (!address.equals(leader)) {
            cluster.stop(numberOf(cluster, address));
          }
        }
        session.awaitFailure(leader, FailureCode.NO_QUORUM);
        ServerMessage.ReadAnswer stale = session.staleRead(leader, "k");
        assertThat(stale.linearizable()).isFalse();
        assertThat(stale.ageMillis()).isPresent();
      }
    }
  }

  @Test
  void refusesANodeWhoseFolderWasEmptied() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      String known = cluster.node(2).id();
      cluster.stop(2);
      delete(cluster.folder(2));
      assertThatThrownBy(() -> cluster.start(2, false))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining(cluster.folder(2).toString())
          .hasMessageContaining("is empty")
          .hasMessageContaining("--bootstrap");
      for (int attempt = 0; attempt < 2; attempt++) {
        Node wiped = cluster.start(2, true);
        assertThatThrownBy(() -> wiped.awaitReady(TestCluster.BOUND))
            .isInstanceOf(RejectedException.class)
            .hasMessageContaining(wiped.id())
            .hasMessageContaining(known);
        assertThat(wiped.stopped().toCompletableFuture()).isCompletedExceptionally();
      }
      assertServes(cluster);
    }
  }

  @Test
  void refusesAFolderThatWasPutBackFromACopyForEver() throws Exception {
    Path copy = folder.resolve("copy");
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      cluster.stop(2);
      copy(cluster.folder(2), copy);
      cluster.start(2, false);
      cluster.awaitReady();
      cluster.stop(2);
      delete(cluster.folder(2));
      copy(copy, cluster.folder(2));
      Node again = cluster.start(2, false);
      assertThatThrownBy(() -> again.awaitReady(TestCluster.BOUND))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("copy");
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> cluster.start(2, false))
            .isInstanceOf(RejectedException.class)
            .hasMessageContaining("refused before")
            .hasMessageContaining("copy");
      }
      assertServes(cluster);
    }
  }

  @Test
  void refusesTheFolderOfAnotherNodeAndOfAnotherCluster() throws Exception {
    try (TestCluster cluster = new TestCluster(folder.resolve("a"), 3);
        TestCluster other = new TestCluster(folder.resolve("b"), 3)) {
      cluster.startAll(true);
      String id = cluster.node(1).id();
      cluster.stop(1);
      NodeConfig wrongNode =
          NodeConfig.of(cluster.address(2), cluster.folder(1))
              .raftPort(cluster.config(2).build().raft().port())
              .peers(cluster.addresses())
              .build();
      assertThatThrownBy(() -> Node.start(wrongNode))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("belongs to node " + id)
          .hasMessageContaining(cluster.address(2));
      NodeConfig wrongCluster =
          cluster.config(1).peers(cluster.address(1), other.address(0), other.address(2)).build();
      assertThatThrownBy(() -> Node.start(wrongCluster))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining(other.address(0));
      assertThatThrownBy(() -> Node.start(cluster.config(1).historyKept(3).build()))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining("historyKept=3");
    }
  }

  @Test
  void waitsForAMajorityBeforeItTakesPart() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll(true);
      for (int number = 0; number < 3; number++) {
        cluster.stop(number);
      }
      Node alone = cluster.start(0, false);
      try (RawClient client = RawClient.greeted(alone.address())) {
        assertThat(client.leads()).isFalse();
        assertThat(alone.awaitReady(Duration.ofSeconds(2))).isFalse();
      }
      cluster.start(1, false);
      cluster.awaitReady();
      assertServes(cluster);
    }
  }

  private static void assertServes(TestCluster cluster) throws InterruptedException {
    List<String> both = List.of(cluster.address(0), cluster.address(1));
    try (TestSession session = new TestSession(99, both).open()) {
      SessionEvent.Granted grant = session.lead("serves", Revocation.AFTER_LEASE);
      assertThat(session.put(grant, "serves", "yes")).isInstanceOf(OperationResult.Written.class);
    }
  }
}
