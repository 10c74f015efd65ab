package dev.incumbent.faults.kind;

import dev.incumbent.faults.Stage;
import java.util.Random;

/**
 * Stops every node but the one that leads in Raft: candidates run on, and nobody can confirm
 * anything to them.
 */
record PauseMajority() implements Fault {
  @Override
  public Layer layer() {
    return Layer.PROCESS;
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Injected paused = new Pause((s, r) -> s.followers()).inject(stage, random);
    return new Outage(stage, paused, System.nanoTime());
  }

  private record Outage(Stage stage, Injected paused, long sinceNanos) implements Injected {
    @Override
    public String target() {
      return paused.target();
    }

    @Override
    public String heal() throws InterruptedException {
      long until = System.nanoTime();
      String evidence = paused.heal();
      if (!evidence.isEmpty()) {
        stage.noQuorum(sinceNanos, until);
      }
      return evidence;
    }
  }
}
