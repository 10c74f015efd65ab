package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.history.HistoryEvent;
import java.util.List;
import java.util.stream.IntStream;

/** Puts the scene in order after somebody else has ended one of its processes. */
final class Repair {
  private final Scene scene;
  private final Narrator narrator;

  Repair(Scene scene, Narrator narrator) {
    this.scene = scene;
    this.narrator = narrator;
  }

  /** Records what somebody else has ended and starts again what is down; nothing if none has. */
  void afterDisturbance() throws InterruptedException, PhaseFailedException {
    List<Child> ended = scene.disturbances().take();
    if (ended.isEmpty()) {
      return;
    }
    ended.forEach(this::record);
    startDatabase();
    startNodes();
    startContenders();
  }

  private void record(Child child) {
    String process = scene.processOf(child);
    narrator.say(process + " was ended by somebody else: what is down starts again");
    scene.record(new HistoryEvent.Killed(process, System.nanoTime()));
    String evidence = "process " + child.pid() + " ended with code " + child.exitCode();
    scene.record(new HistoryEvent.Fault("kill by somebody else", process, evidence));
  }

  private void startDatabase() throws InterruptedException {
    if (!scene.database().isAlive()) {
      scene.database().start();
    }
  }

  private void startNodes() throws InterruptedException, PhaseFailedException {
    List<Integer> down =
        IntStream.range(0, scene.cluster().size())
            .filter(node -> !scene.cluster().process(node).isAlive())
            .boxed()
            .toList();
    CoordinatorCrashPhase.startAll(down, scene);
  }

  /** One that a phase had stopped goes on. */
  private void startContenders() {
    for (int contender : scene.contenders()) {
      Child child = scene.contestant(contender).child();
      if (child.isAlive()) {
        child.signal("CONT");
        child.say("go");
      } else {
        var unused = scene.startContender(contender);
      }
    }
  }
}
