package dev.incumbent.cli.demo;

import dev.incumbent.election.CandidateName;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** {@code handover}: the leader is asked to hand over to a named candidate, several times. */
final class HandoverPhase implements Phase {
  private static final int TIMES = 7;

  private final Random random;

  HandoverPhase(Random random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String summary() {
    return "planned hand-over to a named candidate, " + TIMES + " times";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Figure figure = Figure.millis();
    for (int i = 0; i < TIMES; i++) {
      Scene.Leader old = scene.awaitLeader(0, "L-4");
      int to = anotherThan(old.contender());
      Settled.awaitStanding(scene, scene.contestant(to));
      Settled.await(scene, old);
      request(scene, to);
      Scene.Leader next = scene.awaitLeader(old.token(), "L-4");
      long returned = awaitReturned(old);
      if (next.contender() != to) {
        throw new PhaseFailedException(
            "L-4", "c" + to + " was named and stood, but c" + next.contender() + " leads");
      }
      figure.addNanos(next.electedNanos() - returned);
      double millis = (next.electedNanos() - returned) / 1e6;
      narrator.say(old + " hands over to " + next + ": " + millis + " ms after its work returned");
    }
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("workReturnedToElected", figure);
    return figures;
  }

  private int anotherThan(int contender) {
    return 1 + (contender - 1 + 1 + random.nextInt(Scene.CONTENDERS - 1)) % Scene.CONTENDERS;
  }

  private static long awaitReturned(Scene.Leader leader)
      throws InterruptedException, PhaseFailedException {
    return leader
        .contestant()
        .await(Contestant.word("returned", leader.token()), Scene.PATIENCE)
        .orElseThrow(() -> new PhaseFailedException("S-5", "the old leader's work did not return"))
        .nanos();
  }

  private static void request(Scene scene, int to) throws PhaseFailedException {
    try {
      var unused =
          scene
              .coordinator()
              .elections()
              .requestHandover(Scene.ELECTION, new CandidateName("c" + to))
              .join();
    } catch (CompletionException e) {
      throw new PhaseFailedException("L-4", "the hand-over was refused: " + e.getMessage());
    }
  }
}
