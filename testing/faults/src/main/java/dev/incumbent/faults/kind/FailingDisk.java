package dev.incumbent.faults.kind;

import dev.incumbent.faults.Ending;
import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The syncs of a node fail: what it wrote before may be lost, so it must acknowledge nothing any
 * more (S-8). It is started again on a disk that works.
 */
record FailingDisk(Whom whom) implements DiskFault {
  private static final Duration NOW = Duration.ofMillis(1);

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Member victim = whom.choose(stage, random).get(0);
    long before = victim.bend().failedSyncs();
    victim.bend().failSyncs(true);
    return new Failing(victim, before, whom.whose(stage, List.of(victim)));
  }

  /** That syncs failed, and what the node did then; empty if none failed. */
  static String shown(long failed, Optional<Ending> ending) {
    return failed > 0
        ? failed
            + " syncs failed, and the node "
            + ending.map(e -> "ended with " + e.code()).orElse("went on")
        : "";
  }

  private record Failing(Member victim, long before, List<String> whose) implements Injected {
    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public String heal() throws InterruptedException {
      long failed = victim.bend().failedSyncs() - before;
      Optional<Ending> ending = victim.findEnding(NOW);
      victim.bend().failSyncs(false);
      if (ending.isEmpty()) {
        victim.crash();
      }
      victim.restart();
      victim.awaitReady();
      return shown(failed, ending);
    }
  }
}
