package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.util.Optional;

/**
 * One process leads many elections and is killed: from {@code kill -9} until another, which waited
 * in all of them, leads the last.
 *
 * @param elections that both stand in
 */
record MassFailover(int elections) implements Workload {
  private static final String HOLDER = "holder";
  private static final String STANDBY = "standby";

  /** Until both stand, and everything is quiet again. */
  private static final long SETTLE_MILLIS = 3_000;

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Contestant holder = field.workers().get(Role.MASS, HOLDER);
      Contestant standby = field.workers().get(Role.MASS, STANDBY);
      try (Mass mass = Mass.of(field, elections)) {
        mass.campaign(holder);
        var unused = mass.require(holder, "all");
        mass.campaign(standby);
        standby.child().say("await");
        unused = mass.require(standby, "standing");
        Thread.sleep(SETTLE_MILLIS);
        long killed = Mass.kill(holder);
        failOver(mass, standby, killed, measured);
        mass.killed(holder, HOLDER, killed);
        mass.judge();
      }
    }
  }

  private static void failOver(Mass mass, Contestant standby, long killed, Figure measured)
      throws InterruptedException {
    Optional<Long> all = mass.await(standby, "all");
    if (all.isPresent()) {
      measured.addNanos(all.get() - killed);
      mass.leave(standby);
    } else {
      measured.addNever();
      mass.killed(standby, STANDBY, Mass.kill(standby));
    }
  }
}
