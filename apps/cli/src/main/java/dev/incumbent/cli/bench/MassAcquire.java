package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.util.Optional;

/**
 * One process acquires many elections: from its first campaign until it leads the last.
 *
 * @param elections that nobody else stands in
 */
record MassAcquire(int elections) implements Workload {
  private static final String NAME = "crowd";

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Contestant worker = field.workers().get(Role.MASS, NAME);
      try (Mass mass = Mass.of(field, elections)) {
        mass.campaign(worker);
        long begun = mass.require(worker, "begun");
        Optional<Long> all = mass.await(worker, "all");
        if (all.isPresent()) {
          measured.addNanos(all.get() - begun);
          mass.leave(worker);
        } else {
          measured.addNever();
          mass.killed(worker, NAME, Mass.kill(worker));
        }
        mass.judge();
      }
    }
  }
}
