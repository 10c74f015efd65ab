package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.error.IncumbentException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** Waits until the scene is as a fault wants to find it, so that what is measured is the fault. */
final class Settled {
  private Settled() {}

  /** The leader was seen writing. */
  static void await(Scene scene, Scene.Leader leader)
      throws InterruptedException, PhaseFailedException {
    var unused = nextAcknowledged(scene, leader.contestant(), "L-1");
  }

  /** When the next write that the leader calls from now on was acknowledged. */
  static long nextAcknowledged(Scene scene, Contestant leader, String rule)
      throws InterruptedException, PhaseFailedException {
    long now = System.nanoTime();
    leader.child().say("report");
    return leader
        .await(l -> l.word().equals("acknowledged") && l.nanos() > now, Scene.PATIENCE)
        .orElseThrow(
            () ->
                new PhaseFailedException(
                    rule,
                    leader.process()
                        + " had no write acknowledged within "
                        + Scene.PATIENCE.toSeconds()
                        + " s"))
        .nanos();
  }

  /**
   * The contender waits in the queue, or leads; and no session of a killed one of that name, which
   * each failover of the coordinator gives its whole time to live again, waits beside it: a
   * hand-over to a name that two sessions hold is refused.
   */
  static void awaitStanding(Scene scene, Contestant contestant)
      throws InterruptedException, PhaseFailedException {
    String name = contestant.process().substring(0, contestant.process().indexOf('.'));
    awaitView(
        scene,
        view -> {
          long waiting =
              view.queue().stream().filter(w -> w.candidate().value().equals(name)).count();
          return waiting == 1
              || (waiting == 0 && contestant.find(Contestant.word("elected")).isPresent());
        },
        contestant.process() + " to campaign, alone of its name");
  }

  private static void awaitView(Scene scene, Predicate<ElectionView> wanted, String what)
      throws InterruptedException, PhaseFailedException {
    long deadline = System.nanoTime() + Scene.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (view(scene).filter(wanted).isPresent()) {
        return;
      }
      Thread.sleep(10);
    }
    throw new PhaseFailedException("L-2", "waited in vain for " + what);
  }

  private static Optional<ElectionView> view(Scene scene) {
    try {
      return scene
          .coordinator()
          .elections()
          .find(Scene.ELECTION, Freshness.LINEARIZABLE)
          .join()
          .value()
          .map(Elections.Listed::view);
    } catch (CompletionException e) {
      if (e.getCause() instanceof IncumbentException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
