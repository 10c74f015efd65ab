package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Figure;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code elect}: three contenders start, and one of them leads; those of an earlier try are gone.
 */
final class ElectPhase implements Phase {
  @Override
  public String name() {
    return "elect";
  }

  @Override
  public String summary() {
    return "three candidates campaign; one is elected";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    scene.killContenders();
    long before = System.nanoTime();
    for (int contender = 1; contender <= Scene.CONTENDERS; contender++) {
      var unused = scene.startContender(contender);
    }
    Scene.Leader leader = scene.awaitCurrentLeader("L-2");
    narrator.say("c" + leader.contender() + " leads with token " + leader.token());
    Figure figure = Figure.millis();
    figure.addNanos(leader.electedNanos() - before);
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("processStartToElected", figure);
    return figures;
  }
}
