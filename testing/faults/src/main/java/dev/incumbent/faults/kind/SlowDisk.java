package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import java.util.List;
import java.util.Random;

/** Each sync of a node takes long. */
record SlowDisk(Whom whom) implements DiskFault {
  private static final List<Integer> MILLIS = List.of(20, 100, 500, 2_000);

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Member victim = whom.choose(stage, random).get(0);
    int millis = MILLIS.get(random.nextInt(MILLIS.size()));
    long before = victim.bend().delayedSyncs();
    victim.bend().delaySyncs(millis);
    return new Slow(victim, millis, before, whom.whose(stage, List.of(victim)));
  }

  /** That syncs took long; empty if none did. */
  static String shown(long delayed, int millis) {
    return delayed > 0 ? delayed + " syncs took " + millis + " ms longer" : "";
  }

  private record Slow(Member victim, int millis, long before, List<String> whose)
      implements Injected {
    @Override
    public String target() {
      return victim + ", " + millis + " ms a sync";
    }

    @Override
    public String heal() {
      victim.bend().delaySyncs(0);
      return shown(victim.bend().delayedSyncs() - before, millis);
    }
  }
}
