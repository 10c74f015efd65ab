package dev.incumbent.cli.demo;

import dev.incumbent.history.HistoryEvent;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code pause}: the leader is stopped beyond its lease with a write half-way; what it does later
 * is refused.
 */
final class PausePhase implements Phase {
  @Override
  public String name() {
    return "pause";
  }

  @Override
  public String summary() {
    return "SIGSTOP of the leader between check and commit, until another leads; then SIGCONT";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Scene.Leader old = scene.awaitLeader(0, "L-1");
    Contestant paused = old.contestant();
    paused.child().say("hold");
    var unused =
        paused
            .await(Contestant.word("held"), Scene.PATIENCE)
            .orElseThrow(
                () -> new PhaseFailedException("L-1", paused.process() + " held no write"));
    long stopped = System.nanoTime();
    paused.child().signal("STOP");
    narrator.say(
        "SIGSTOP of c" + old.contender() + " (token " + old.token() + "), a transaction open");
    Scene.Leader next = scene.awaitLeader(old.token(), "L-1");
    narrator.say(
        "c"
            + next.contender()
            + " leads with token "
            + next.token()
            + " after "
            + (next.electedNanos() - stopped) / 1_000_000
            + " ms");
    Settled.await(scene, next);
    long resumed = System.nanoTime();
    paused.child().signal("CONT");
    paused.child().say("go");
    refusals(old, next, narrator);
    Contestant.Line seen =
        paused
            .await(Contestant.word("stop", old.token()), Scene.PATIENCE)
            .orElseThrow(
                () ->
                    new PhaseFailedException(
                        "S-7", paused.process() + " never saw that it must stop"));
    String evidence =
        seen.nanos() > resumed
            ? "c" + old.contender() + " saw nothing for " + (resumed - stopped) / 1_000_000 + " ms"
            : "";
    scene.record(new HistoryEvent.Fault("pause", paused.process(), evidence));
    Figure figure = Figure.millis();
    figure.addNanos(next.electedNanos() - stopped);
    Figure believed = Figure.millis();
    believed.addNanos(Math.max(0, seen.nanos() - resumed));
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("pauseToElected", figure);
    figures.put("resumedToStopSeen", believed);
    return figures;
  }

  private static void refusals(Scene.Leader old, Scene.Leader next, Narrator narrator)
      throws InterruptedException, PhaseFailedException {
    for (String storage : new String[] {Contender.KEY_VALUE, Ledger.STORAGE}) {
      Contestant.Line late =
          old.contestant()
              .await(
                  l -> l.word().equals("late") && l.rest().get(0).equals(storage), Scene.PATIENCE)
              .orElseThrow(
                  () ->
                      new PhaseFailedException("S-3", "the resumed leader did not try " + storage));
      narrator.say(
          "SIGCONT: c"
              + old.contender()
              + " writes to "
              + storage
              + " with token "
              + old.token()
              + " under "
              + next.token()
              + ": "
              + late.text());
    }
  }
}
