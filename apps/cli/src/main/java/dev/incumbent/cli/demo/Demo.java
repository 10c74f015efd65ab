package dev.incumbent.cli.demo;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.Verdict;
import dev.incumbent.history.Violation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plays the phases and has what was recorded judged. */
final class Demo {
  /** How often a phase is played that somebody else disturbs. */
  private static final int ATTEMPTS = 4;

  /** The end of a process can be felt before it is noticed. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

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
    open();
    for (Phase phase : phases) {
      if (promisesBroken.isEmpty()) {
        play(phase);
      } else {
        played.add(new Played(phase.name(), false, new TreeMap<>()));
      }
    }
    endUndisturbed();
    List<HistoryEvent> events = scene.recorded();
    narrator.say("judging " + events.size() + " recorded events");
    Verdict verdict = withPromisesBroken(Checker.judge(new History(events)));
    return new Result(played, verdict, scene.outages().leadershipsLost(events));
  }

  /** Before anything was played there is nothing to judge, and nothing to repair. */
  private void open() throws InterruptedException, SQLException {
    try {
      scene.open();
    } catch (SQLException | RuntimeException e) {
      if (scene.disturbances().any(NOTICED)) {
        List<String> ended = scene.disturbances().take().stream().map(scene::processOf).toList();
        throw new CommandFailedException(
            ExitCode.FAILED,
            Failure.of(
                FailureCode.UNAVAILABLE,
                ended + " was ended by somebody else before the demo began: start it again"));
      }
      throw e;
    }
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
      played.add(new Played(phase.name(), true, playUndisturbed(phase)));
    } catch (PhaseFailedException e) {
      narrator.say("FAILED: " + e.getMessage());
      promisesBroken.add(new Violation(e.rule(), phase.name() + ": " + e.getMessage()));
      played.add(new Played(phase.name(), false, new TreeMap<>()));
    }
  }

  /** What fails because somebody else has ended a process is played again. */
  private SortedMap<String, Figure> playUndisturbed(Phase phase)
      throws PhaseFailedException, InterruptedException, SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        repair();
        return phase.play(scene, narrator);
      } catch (PhaseFailedException | RuntimeException e) {
        if (attempt == ATTEMPTS || !scene.disturbances().any(NOTICED)) {
          throw e;
        }
        narrator.say(phase.name() + " was disturbed (" + e.getMessage() + ") and is played again");
      }
    }
  }

  /** Ends the contenders and reads the storages; again if somebody ends one of these meanwhile. */
  private void endUndisturbed() throws InterruptedException, SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        repairAtTheEnd();
        scene.endContenders();
        scene.readStorages();
        return;
      } catch (SQLException | RuntimeException e) {
        if (attempt == ATTEMPTS || !scene.disturbances().any(NOTICED)) {
          throw e;
        }
        narrator.say("the end was disturbed (" + e.getMessage() + ") and is made again");
      }
    }
  }

  /** Nothing is left to be played: what cannot be started again is judged as it is. */
  private void repairAtTheEnd() throws InterruptedException {
    try {
      repair();
    } catch (PhaseFailedException e) {
      promisesBroken.add(new Violation(e.rule(), "at the end: " + e.getMessage()));
    }
  }

  private void repair() throws InterruptedException, PhaseFailedException {
    new Repair(scene, narrator).afterDisturbance();
  }
}
