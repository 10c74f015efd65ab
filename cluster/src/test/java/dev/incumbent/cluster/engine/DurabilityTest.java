package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-8: no answer leaves before the directory entries that it relies on are on disk. */
@Timeout(180)
class DurabilityTest {

  private static final byte[] LARGE = "x".repeat(500_000).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void s8_whatAnAcknowledgedWriteReliesOnSurvivesAPowerLoss() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      fillASegment(cluster.leader()).forEach(CompletableFuture::join);
      cluster.write("b");
      long durable = cluster.ids().stream().filter(id -> lost(cluster, id).isEmpty()).count();
      assertThat(durable).as("nodes that lose nothing").isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void s8_thatCheckConvictsASyncThatDoesNothing() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3)) {
      cluster.ids().forEach(id -> cluster.sync(id).lie());
      cluster.startAll().write("a");
      assertThat(cluster.ids()).allSatisfy(id -> assertThat(lost(cluster, id)).isNotEmpty());
    }
  }

  @Test
  void s8_theOwnVoteIsSyncedBeforeOthersAreAskedForTheirs() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      Node candidate = cluster.other(leader);
      long term = leader.engine().status().term();
      EngineCluster.await("it has all", () -> candidate.machine().texts().contains("a"));
      WatchedSync sync = cluster.sync(candidate.id());
      sync.hold();
      Transfer transfer = new Transfer(leader, candidate);
      EngineCluster.await(
          "the candidate has voted and waits for its sync",
          () ->
              transfer.isTried()
                  && sync.waiting() > 0
                  && candidate.engine().status().term() > term);
      // Long enough for a request that left too early to arrive: these go to the same peers.
      EngineCluster.await(
          "the leader writes on", () -> leader.submit("b") instanceof SubmitOutcome.Applied);
      assertTermsOfOthers(cluster, candidate, term);
      sync.release();
      EngineCluster.await("the vote is asked for", () -> leader.engine().status().term() > term);
    }
  }

  @Test
  void s8_aVoteIsSyncedBeforeItIsGiven() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      Node candidate = cluster.other(leader);
      List<Node> voters =
          cluster.nodes().stream().filter(node -> !node.id().equals(candidate.id())).toList();
      voters.forEach(voter -> cluster.sync(voter.id()).hold());
      Transfer transfer = new Transfer(leader, candidate);
      EngineCluster.await(
          "every vote waits for its sync",
          () ->
              transfer.isTried()
                  && voters.stream().allMatch(voter -> cluster.sync(voter.id()).waiting() > 0));
      assertThat(candidate.engine().status().role()).isEqualTo(EngineStatus.Role.CANDIDATE);
      voters.forEach(voter -> cluster.sync(voter.id()).release());
      cluster.write("b");
    }
  }

  private static void assertTermsOfOthers(EngineCluster cluster, Node candidate, long term) {
    for (Node node : cluster.nodes()) {
      if (!node.id().equals(candidate.id())) {
        assertThat(node.engine().status().term()).as(node.id()).isEqualTo(term);
      }
    }
  }

  /** A transfer that is tried again: one to a follower that lags behind comes to nothing. */
  private static final class Transfer {
    private final Node leader;
    private final Node candidate;
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(false);

    Transfer(Node leader, Node candidate) {
      this.leader = leader;
      this.candidate = candidate;
    }

    boolean isTried() {
      if (last.isDone()) {
        last =
            leader
                .engine()
                .transferLeadership(Optional.of(candidate.id()), Duration.ofMillis(300))
                .toCompletableFuture();
      }
      return true;
    }
  }

  @Test
  void s8_aNewLogFileIsSyncedBeforeAFollowerAnswers() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      List<String> followers =
          cluster.ids().stream().filter(id -> !id.equals(leader.id())).toList();
      followers.forEach(id -> cluster.sync(id).hold());
      List<CompletableFuture<SubmitOutcome>> writes = fillASegment(leader);
      EngineCluster.await(
          "the followers' syncs wait",
          () -> followers.stream().allMatch(id -> cluster.sync(id).waiting() > 0));
      assertThat(writes.get(writes.size() - 1)).isNotDone();
      followers.forEach(id -> cluster.sync(id).release());
      assertThat(writes)
          .allSatisfy(
              write -> assertThat(write.join()).isNotInstanceOf(SubmitOutcome.Refused.class));
      cluster.write("b");
    }
  }

  @Test
  void s8_aNewLogFileIsSyncedBeforeTheLeaderCountsItself() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      WatchedSync sync = cluster.sync(node.id());
      sync.hold();
      List<CompletableFuture<SubmitOutcome>> writes = fillASegment(node);
      EngineCluster.await("the sync waits", () -> sync.waiting() > 0);
      assertThat(writes.get(writes.size() - 1)).isNotDone();
      sync.release();
      assertThat(writes)
          .allSatisfy(write -> assertThat(write.join()).isInstanceOf(SubmitOutcome.Applied.class));
    }
  }

  @Test
  void s8_refusesAFolderThatCannotBeSynced() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1)) {
      cluster.sync("n1").fail();
      assertThatThrownBy(() -> cluster.start("n1"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(cluster.folder("n1").toString());
    }
  }

  @Test
  void s8_aNodeThatCannotSyncAnyMoreGoesOutOfService() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      cluster.sync("n1").fail();
      List<CompletableFuture<SubmitOutcome>> writes = fillASegment(node);
      EngineCluster.await("it fails", () -> !node.listener().calls("failure").isEmpty());
      assertThat(writes.get(writes.size() - 1).join()).isNotInstanceOf(SubmitOutcome.Applied.class);
      assertThat(node.engine().status().role()).isEqualTo(EngineStatus.Role.STOPPED);
    }
  }

  /** More than one file of the log holds. */
  private static List<CompletableFuture<SubmitOutcome>> fillASegment(Node leader) {
    List<CompletableFuture<SubmitOutcome>> writes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      writes.add(leader.engine().submit(LARGE).toCompletableFuture());
    }
    return writes;
  }

  /** The files of one node that a power loss would take. */
  private static List<Path> lost(EngineCluster cluster, String id) {
    WatchedSync sync = cluster.sync(id);
    Path group = cluster.group(id);
    try (Stream<Path> files = Files.list(group.resolve("current"))) {
      return Stream.concat(
              Stream.of(group, group.resolve("current")),
              files.filter(file -> !file.getFileName().toString().equals("raft-meta.conf")))
          .filter(file -> !sync.isDurable(file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
