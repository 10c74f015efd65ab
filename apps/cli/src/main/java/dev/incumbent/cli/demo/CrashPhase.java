package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code crash}: the leader is killed, several times; another leads. */
final class CrashPhase implements Phase {
  private static final int TIMES = 5;

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String summary() {
    return "kill -9 of the leader, " + TIMES + " times";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Figure figure = Figure.millis();
    for (int i = 0; i < TIMES; i++) {
      Scene.Leader old = scene.awaitCurrentLeader("L-1");
      Settled.await(scene, old);
      long killed = scene.killContender(old.contender());
      Scene.Leader next = scene.awaitLeader(old.token(), "L-1");
      figure.addNanos(next.electedNanos() - killed);
      narrator.say("kill -9 of " + old + ": " + next.electedAfter(killed));
      Contestant again = scene.startContender(old.contender());
      Settled.awaitStanding(scene, again);
    }
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("crashToElected", figure);
    return figures;
  }
}
