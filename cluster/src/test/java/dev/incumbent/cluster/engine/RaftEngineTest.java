package dev.incumbent.cluster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.engine.EngineCluster.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class RaftEngineTest {

  @TempDir Path folder;

  @Test
  void singleNodeAppliesWhatWasSubmitted() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 1).startAll()) {
      Node node = cluster.leader();
      SubmitOutcome outcome = node.submit("a");
      LineMachine.Line line = node.machine().lines().get(0);
      assertThat(outcome).isEqualTo(new SubmitOutcome.Applied(line.term(), line.index()));
      assertThat(node.engine().status().contact().ageNanos()).hasValue(0);
    }
  }

  @Test
  void threeNodesApplyTheSameLinesInTheOrderOfTheCalls() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      Node leader = cluster.leader();
      List<String> lines = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
      List<CompletableFuture<SubmitOutcome>> outcomes = new ArrayList<>();
      for (String line : lines) {
        outcomes.add(
            leader.engine().submit(line.getBytes(StandardCharsets.UTF_8)).toCompletableFuture());
      }
      assertThat(outcomes)
          .allSatisfy(
              outcome -> assertThat(outcome.join()).isInstanceOf(SubmitOutcome.Applied.class));
      for (Node node : cluster.nodes()) {
        EngineCluster.await(
            node.id() + " has applied all", () -> node.machine().texts().equals(lines));
      }
      assertThat(cluster.nodes())
          .allSatisfy(
              node -> assertThat(node.machine().lines()).isEqualTo(leader.machine().lines()));
    }
  }

  @Test
  void readinessIsToldOnceATermWithTheTermOfTheEntriesThatFollow() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      Node leader = cluster.leader();
      SubmitOutcome.Applied applied = (SubmitOutcome.Applied) leader.submit("a");
      EngineCluster.await(
          "readiness was told",
          () -> leader.listener().calls("ready").equals(List.of("ready " + applied.term())));
      assertThat(leader.listener().calls("lost")).isEmpty();
      assertThat(leader.engine().status().term()).isEqualTo(applied.term());
    }
  }

  @Test
  void followerRefusesWithTheLeaderAsHint() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      Node leader = cluster.leader();
      Node follower = cluster.other(leader);
      EngineCluster.await(
          "the follower knows the leader",
          () -> follower.engine().status().leaderId().equals(Optional.of(leader.id())));
      assertThat(follower.submit("a"))
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> assertThat(refused.leaderHint()).contains(leader.id()));
      EngineCluster.await(
          "the listener was told",
          () -> !follower.listener().calls("leader " + leader.id()).isEmpty());
    }
  }

  @Test
  void handsLeadershipToTheNamedNodeAndToldSoOnce() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      Node leader = cluster.leader();
      leader.submit("a");
      Node successor = cluster.other(leader);
      assertThat(
              leader
                  .engine()
                  .transferLeadership(Optional.of(successor.id()), Duration.ofSeconds(2))
                  .toCompletableFuture()
                  .join())
          .isTrue();
      EngineCluster.await("the successor is ready", successor::isReady);
      EngineCluster.await(
          "the loss was told", () -> leader.listener().calls("lost").equals(List.of("lost")));
      assertThat(successor.submit("b")).isInstanceOf(SubmitOutcome.Applied.class);
    }
  }

  @Test
  void handsLeadershipToAnyFollower() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      Node leader = cluster.leader();
      assertThat(
              leader
                  .engine()
                  .transferLeadership(Optional.empty(), Duration.ofSeconds(2))
                  .toCompletableFuture()
                  .join())
          .isTrue();
      cluster.write("b");
    }
  }

  @Test
  void restartedNodesKeepWhatWasApplied() throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, 3).startAll()) {
      cluster.write("a");
      cluster.write("b");
      cluster.ids().forEach(cluster::stop);
      cluster.startAll();
      cluster.write("c");
      assertThat(cluster.leader().machine().texts()).containsExactly("a", "b", "c");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7})
  void largerGroupsApplyTheSame(int size) throws IOException {
    try (EngineCluster cluster = new EngineCluster(folder, size).startAll()) {
      cluster.write("a");
      cluster.write("b");
      for (Node node : cluster.nodes()) {
        EngineCluster.await(
            node.id() + " has applied both",
            () -> node.machine().texts().equals(List.of("a", "b")));
      }
    }
  }
}
