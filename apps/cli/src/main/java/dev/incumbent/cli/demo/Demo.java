package dev.incumbent.cli.demo;

import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.Verdict;
import dev.incumbent.history.Violation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plays the phases and has what was recorded judged. */
final class Demo {
  private final Scene scene;
  private final Narrator narrator;
  private final List<Played> played = new ArrayList<>();
  private final List<Violation> promisesBroken = new ArrayList<>();

  /** A phase that was played. */
  record Played(String name, boolean ok, SortedMap<String, Figure> figures) {}

  /** What the demo came to. */
  record Result(List<Played> phases, Verdict verdict, long leadershipsLostToCoordinator) {
    boolean clean() {
      return verdict.clean();
    }
  }

  Demo(Scene scene, Narrator narrator) {
    this.scene = scene;
    this.narrator = narrator;
  }

  Result play(List<Phase> phases) throws InterruptedException, SQLException {
    narrator.say("three coordinator nodes, three candidates, an H2 server: starting");
    scene.open();
    for (Phase phase : phases) {
      if (promisesBroken.isEmpty()) {
        play(phase);
      } else {
        played.add(new Played(phase.name(), false, new TreeMap<>()));
      }
    }
    scene.endContenders();
    scene.readStorages();
    List<HistoryEvent> events = scene.recorded();
    narrator.say("judging " + events.size() + " recorded events");
    Verdict verdict = withPromisesBroken(Checker.judge(new History(events)));
    return new Result(played, verdict, scene.leadershipsLostToCoordinator(events));
  }

  private Verdict withPromisesBroken(Verdict judged) {
    List<Violation> all = new ArrayList<>(judged.violations());
    all.addAll(promisesBroken);
    return new Verdict(
        judged.tokens(),
        judged.staleWritesAttempted(),
        judged.staleWritesAccepted(),
        judged.acknowledgedLost(),
        judged.overlaps(),
        all);
  }

  private void play(Phase phase) throws InterruptedException, SQLException {
    narrator.say("— " + phase.name() + ": " + phase.summary());
    try {
      played.add(new Played(phase.name(), true, phase.play(scene, narrator)));
    } catch (PhaseFailedException e) {
      narrator.say("FAILED: " + e.getMessage());
      promisesBroken.add(new Violation(e.rule(), phase.name() + ": " + e.getMessage()));
      played.add(new Played(phase.name(), false, new TreeMap<>()));
    }
  }
}
