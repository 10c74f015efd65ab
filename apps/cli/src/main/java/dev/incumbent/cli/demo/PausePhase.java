package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.lease.LeaseTimings;
import java.util.Map;
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
    return "SIGSTOP of the leader between check and commit, beyond its lease; another leads; SIGCONT";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Scene.Leader old = scene.awaitCurrentLeader("L-1");
    Contestant paused = old.contestant();
    awaitHeldWrite(old);
    long stopped = System.nanoTime();
    paused.child().signal("STOP");
    narrator.say("SIGSTOP of " + old + ", a transaction open");
    Scene.Leader next = awaitNext(scene, old, stopped, narrator);
    awaitLeaseOver(stopped);
    long resumed = System.nanoTime();
    paused.child().signal("CONT");
    paused.child().say("go");
    refusals(old, next, narrator);
    long seen = awaitStopSeen(old);
    scene.record(
        new HistoryEvent.Fault("pause", paused.process(), gap(old, stopped, resumed, seen)));
    return new TreeMap<>(
        Map.of(
            "pauseToElected", Figure.millis(next.electedNanos() - stopped),
            "resumedToStopSeen", Figure.millis(Math.max(0, seen - resumed))));
  }

  /** Whatever fails, the old one goes on: its own end is judged, too. */
  private static Scene.Leader awaitNext(
      Scene scene, Scene.Leader old, long stoppedNanos, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    try {
      Scene.Leader next = scene.awaitLeader(old.token(), "L-1");
      narrator.say(next.electedAfter(stoppedNanos));
      Settled.await(scene, next);
      return next;
    } catch (PhaseFailedException e) {
      old.contestant().child().signal("CONT");
      throw e;
    }
  }

  /**
   * The evidence that it was really paused; empty if it knew that it must stop before it went on.
   */
  private static String gap(Scene.Leader old, long stopped, long resumed, long stopSeen) {
    return stopSeen > resumed
        ? "c%s saw nothing for %s ms".formatted(old.contender(), (resumed - stopped) / 1_000_000)
        : "";
  }

  /** Its silence was found long before: the pause goes on until nothing of its lease is left. */
  private static void awaitLeaseOver(long stoppedNanos) throws InterruptedException {
    long over = stoppedNanos + LeaseTimings.defaults().ttl().toNanos();
    long left = over - System.nanoTime();
    if (left > 0) {
      Thread.sleep(left / 1_000_000 + 1);
    }
  }

  private static void awaitHeldWrite(Scene.Leader leader)
      throws InterruptedException, PhaseFailedException {
    Contestant contestant = leader.contestant();
    contestant.child().say("hold");
    if (contestant.await(Contestant.word("held", leader.token()), Scene.PATIENCE).isEmpty()) {
      throw new PhaseFailedException("L-1", contestant.process() + " held no write");
    }
  }

  private static long awaitStopSeen(Scene.Leader leader)
      throws InterruptedException, PhaseFailedException {
    Contestant contestant = leader.contestant();
    return contestant
        .await(Contestant.word("stop", leader.token()), Scene.PATIENCE)
        .orElseThrow(
            () ->
                new PhaseFailedException(
                    "S-7", contestant.process() + " never saw that it must stop"))
        .nanos();
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
