package dev.incumbent.faults.kind;

import dev.incumbent.faults.Ending;
import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.SmallDisk;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * The disk of a node that follows gets full, and then the leader falls silent for a while: the node
 * cannot store a vote. Later there is room again, and it is started on what it has stored.
 */
record FullDisk() implements DiskFault {
  private static final long SILENCE_MILLIS = 1_000;
  private static final Duration NOW = Duration.ofMillis(1);
  private static final String FULL = "No space left on device";

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Member leader = stage.raftLeader();
    Member victim = Whom.FOLLOWER.choose(stage, random).get(0);
    victim.crash();
    long before = victim.bend().refusedWrites();
    SmallDisk disk = SmallDisk.below(stage.dataFolder(victim.host()), victim.host());
    victim.restart();
    victim.awaitReady();
    String refusal = disk.fill();
    leader.process().signal("STOP");
    Thread.sleep(SILENCE_MILLIS);
    leader.process().signal("CONT");
    return new Filled(victim, disk, refusal, before);
  }

  /**
   * That the disk took no more and the node met that; empty if not.
   *
   * @param refusal what the system said to who filled the disk
   * @param refused how many of the node's own writes it refused
   * @param ending how the node ended, if it did
   */
  static String shown(String refusal, long refused, Optional<Ending> ending) {
    String then = ending.map(e -> "ended with " + e.code()).orElse("went on");
    return refusal.contains(FULL) && refused > 0
        ? refusal + ": " + refused + " writes of the node refused, and it " + then
        : "";
  }

  private record Filled(Member victim, SmallDisk disk, String refusal, long before)
      implements Injected {
    @Override
    public String target() {
      return victim.toString();
    }

    @Override
    public String heal() throws InterruptedException {
      Optional<Ending> ending = victim.findEnding(NOW);
      long refused = victim.bend().refusedWrites() - before;
      if (ending.isEmpty()) {
        victim.crash();
      }
      disk.remove();
      victim.restart();
      victim.awaitReady();
      return shown(refusal, refused, ending);
    }
  }
}
