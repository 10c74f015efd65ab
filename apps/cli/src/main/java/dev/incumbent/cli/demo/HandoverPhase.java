package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.CandidateName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** {@code handover}: the leader is asked to hand over to a named candidate, several times. */
final class HandoverPhase implements Phase {
  private static final int TIMES = 15;

  /**
   * A named successor that is not attached at that moment is passed over (L-4): not more often than
   * this.
   */
  private static final int MAY_PASS_OVER = 2;

  /** Two of the nodes have just started: a planned hand-over is measured once they are warm. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

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
    Figure granted = Figure.millis();
    Figure elected = Figure.millis();
    int passedOver = 0;
    Thread.sleep(WARM_UP.toMillis());
    for (int done = 0; done < TIMES; ) {
      Scene.Leader old = scene.awaitCurrentLeader("L-4");
      int to = anotherThan(old.contender());
      Settled.awaitStanding(scene, scene.contestant(to));
      Settled.await(scene, old);
      request(scene, to);
      Scene.Leader next = scene.awaitLeader(old.token(), "L-4");
      if (next.contender() == to) {
        measure(old, next, narrator, granted, elected);
        done++;
      } else if (++passedOver > MAY_PASS_OVER) {
        throw new PhaseFailedException("L-4", "c" + to + " was named, but " + next + " leads");
      } else {
        narrator.say(old + " finds c" + to + " gone and hands over to " + next);
      }
    }
    return new TreeMap<>(
        Map.of("workReturnedToGranted", granted, "workReturnedToElected", elected));
  }

  /** Granted is when the first fence, which costs nothing, was claimed; elected, when all were. */
  private static void measure(
      Scene.Leader old, Scene.Leader next, Narrator narrator, Figure granted, Figure elected)
      throws InterruptedException, PhaseFailedException {
    long returned = awaitNanos(old, "returned");
    granted.addNanos(awaitNanos(next, "claimed") - returned);
    elected.addNanos(next.electedNanos() - returned);
    double millis = (next.electedNanos() - returned) / 1e6;
    narrator.say(
        String.format(
            Locale.ROOT,
            "%s hands over to %s: %.1f ms after its work returned",
            old,
            next,
            millis));
  }

  private int anotherThan(int contender) {
    return 1 + (contender - 1 + 1 + random.nextInt(Scene.CONTENDERS - 1)) % Scene.CONTENDERS;
  }

  private static long awaitNanos(Scene.Leader leader, String word)
      throws InterruptedException, PhaseFailedException {
    return leader
        .contestant()
        .await(Contestant.word(word, leader.token()), Scene.PATIENCE)
        .orElseThrow(() -> new PhaseFailedException("S-5", leader + " never said '" + word + "'"))
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
