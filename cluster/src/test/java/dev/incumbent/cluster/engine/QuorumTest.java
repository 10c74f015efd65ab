package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-10: what a node knows of its majority. */
@Timeout(180)
class QuorumTest {

  @TempDir Path folder;

  @Test
  void s10_aLeadersContactIsFreshWhileAMajorityAnswers() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      cluster.stop(cluster.other(leader).id());
      long heartbeat = EngineCluster.TIMINGS.electionTimeoutMin().toNanos() / 2;
      EngineCluster.await(
          "the age falls back to less than two heartbeats",
          () -> age(cluster.leader()).orElse(Long.MAX_VALUE) < 2 * heartbeat);
      assertThat(cluster.leader().submit("b")).isInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  @Test
  void s10_aLeaderWithoutItsMajorityGrowsOldOrStepsDown() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      List<String> others = cluster.ids().stream().filter(id -> !id.equals(leader.id())).toList();
      others.forEach(cluster::stop);
      long bound = 2 * EngineCluster.TIMINGS.electionTimeoutMax().toNanos();
      EngineCluster.await(
          "it knows that there is no quorum",
          () -> leader.engine().status().leaderId().isEmpty() || age(leader).orElse(0) > bound);
      CompletableFuture<SubmitOutcome> write =
          leader.engine().submit("b".getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
      EngineCluster.await("the write is answered", write::isDone);
      assertThat(write.join()).isNotInstanceOf(SubmitOutcome.Applied.class);
      cluster.startAll(others);
      cluster.write("c");
      assertThat(cluster.leader().machine().texts()).contains("a", "c");
    }
  }

  @Test
  void followersKnowWhenTheyHeardTheirLeader() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node follower = cluster.other(cluster.leader());
      EngineCluster.await(
          "it hears the leader",
          () ->
              age(follower).orElse(Long.MAX_VALUE)
                  < EngineCluster.TIMINGS.electionTimeoutMin().toNanos());
      assertThat(follower.engine().status().contact().voters()).isEqualTo(cluster.ids());
    }
  }

  @Test
  void theLostLeaderIsTold() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      List<String> others = cluster.ids().stream().filter(id -> !id.equals(leader.id())).toList();
      cluster.stop(leader.id());
      cluster.stop(others.get(0));
      Node alone = cluster.node(others.get(1));
      EngineCluster.await("it knows no leader", () -> alone.engine().status().leaderId().isEmpty());
      EngineCluster.await(
          "that was told",
          () -> {
            List<String> calls = alone.listener().calls("leader");
            return calls.get(calls.size() - 1).startsWith("leader none");
          });
    }
  }

  @Test
  void aHandoverToANodeThatIsAwayGivesUpAndTheLeaderLeadsOn() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      Node leader = cluster.leader();
      String away = cluster.other(leader).id();
      cluster.stop(away);
      assertThat(
              leader
                  .engine()
                  .transferLeadership(Optional.of(away), Duration.ofMillis(500))
                  .toCompletableFuture()
                  .join())
          .isFalse();
      cluster.write("b");
    }
  }

  private static OptionalLong age(Node node) {
    return node.engine().status().contact().ageNanos();
  }
}
