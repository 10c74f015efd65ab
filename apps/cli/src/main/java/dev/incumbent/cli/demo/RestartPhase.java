package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Figure;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code restart}: everything is killed, the database is stopped, and all of it starts again. */
final class RestartPhase implements Phase {
  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String summary() {
    return "kill -9 of every node and candidate, the database stopped; all of it starts again";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Scene.Leader old = scene.awaitCurrentLeader("S-1");
    Settled.await(scene, old);
    endEverything(scene);
    narrator.say("everything is down; the last token was " + old.token());
    long begin = System.nanoTime();
    scene.database().start();
    scene.cluster().startAll();
    long ready = System.nanoTime();
    for (int contender = 1; contender <= Scene.CONTENDERS; contender++) {
      var unused = scene.startContender(contender);
    }
    Scene.Leader next = scene.awaitLeader(old.token(), "S-1");
    Settled.await(scene, next);
    narrator.say("c" + next.contender() + " leads with token " + next.token());
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("startToNodesReady", Figure.millis(ready - begin));
    figures.put("startToElected", Figure.millis(next.electedNanos() - begin));
    return figures;
  }

  private static void endEverything(Scene scene) throws InterruptedException {
    scene.killContenders();
    for (int node = 0; node < scene.cluster().size(); node++) {
      var unused = scene.killNode(node);
    }
    scene.database().stop();
    scene.allDown();
  }
}
