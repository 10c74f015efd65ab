package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Figure;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code coordinator-crash}: the Raft leader is killed, several times; no leadership changes. */
final class CoordinatorCrashPhase implements Phase {
  private static final int TIMES = 3;

  @Override
  public String name() {
    return "coordinator-crash";
  }

  @Override
  public String summary() {
    return "kill -9 of the Raft leader, " + TIMES + " times; it comes back and catches up";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Figure figure = Figure.millis();
    for (int i = 0; i < TIMES; i++) {
      Scene.Leader leader = scene.awaitCurrentLeader("L-3");
      Settled.await(scene, leader);
      int node = scene.views().awaitReadyLeader();
      long killed = scene.killNode(node);
      Scene.Leader now = scene.awaitCurrentLeader("L-3");
      long acknowledged = Settled.nextAcknowledged(scene, now.contestant(), "L-3");
      figure.addNanos(acknowledged - killed);
      scene.outages().add(killed, acknowledged);
      narrator.say(
          "kill -9 of node "
              + (node + 1)
              + ", which led in Raft: next write acknowledged after "
              + (acknowledged - killed) / 1_000_000
              + " ms");
      startAll(List.of(node), scene);
      awaitCaughtUp(scene, node);
    }
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("crashToNextAcknowledgedWrite", figure);
    return figures;
  }

  /** Starts nodes again and waits until each is ready. */
  static void startAll(List<Integer> down, Scene scene)
      throws InterruptedException, PhaseFailedException {
    List<CompletableFuture<Void>> ready = down.stream().map(scene.cluster()::start).toList();
    for (int i = 0; i < down.size(); i++) {
      awaitReady(ready.get(i), down.get(i));
    }
  }

  private static void awaitReady(CompletableFuture<Void> ready, int node)
      throws InterruptedException, PhaseFailedException {
    try {
      ready.get(Scene.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new PhaseFailedException(
          "L-2", "node " + (node + 1) + " did not come back: " + e.getMessage());
    }
  }

  private static void awaitCaughtUp(Scene scene, int node)
      throws InterruptedException, PhaseFailedException {
    if (!scene.views().awaitCaughtUp(node, Scene.PATIENCE)) {
      throw new PhaseFailedException("L-2", "node " + (node + 1) + " did not catch up");
    }
  }
}
