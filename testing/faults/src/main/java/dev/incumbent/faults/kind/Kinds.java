package dev.incumbent.faults.kind;

import dev.incumbent.faults.lab.Need;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every kind of fault, by name. */
public final class Kinds {
  private static final Map<String, Fault> ALL = new LinkedHashMap<>();

  static {
    processes();
    disks();
    clocks();
    networks();
  }

  private Kinds() {}

  private static void processes() {
    ALL.put("crash-leader", new Crash(Whom.LEADER));
    ALL.put("crash-runner", new Crash(Whom.RUNNER));
    ALL.put("crash-raft-leader", new Crash(Whom.RAFT_LEADER));
    ALL.put("crash-follower", new Crash(Whom.FOLLOWER));
    ALL.put("crash-all-nodes", new Crash(Whom.NODES));
    ALL.put("crash-everything", new Crash(Whom.EVERYTHING));
    ALL.put("pause-leader", new Pause(Whom.LEADER));
    ALL.put("pause-runner", new Pause(Whom.RUNNER));
    ALL.put("pause-raft-leader", new Pause(Whom.RAFT_LEADER));
    ALL.put("pause-majority", new PauseMajority());
    ALL.put("pause-everything", new Pause(Whom.EVERYTHING));
    ALL.put("starve-raft-leader", new Starve(Whom.RAFT_LEADER));
    ALL.put("starve-nodes", new Starve(Whom.NODES));
  }

  private static void disks() {
    ALL.put("wiped-node", new Refused("an emptied folder", Refused::wiped));
    ALL.put("copied-node", new Refused("a copy of its folder", Refused::copied));
    ALL.put("full-disk", new FullDisk());
    ALL.put("failing-disk-raft-leader", new FailingDisk(Whom.RAFT_LEADER));
    ALL.put("failing-disk-follower", new FailingDisk(Whom.FOLLOWER));
    ALL.put("slow-disk-raft-leader", new SlowDisk(Whom.RAFT_LEADER));
    ALL.put("slow-disk-follower", new SlowDisk(Whom.FOLLOWER));
    ALL.put("power-loss", new PowerLoss());
  }

  private static void clocks() {
    ALL.put("wall-forward", new WallJump(1));
    ALL.put("wall-back", new WallJump(-1));
    List<Double> within = List.of(0.991, 1.009);
    List<Double> beyond = List.of(0.5, 2.0);
    ALL.put("clock-rate-within", new RateChange(within, true, false));
    ALL.put("clock-rate-beyond", new RateChange(beyond, false, false));
    ALL.put("node-clock-rate-within", new RateChange(within, true, true));
    ALL.put("node-clock-rate-beyond", new RateChange(beyond, false, true));
  }

  private static void networks() {
    ALL.put("partition-raft-leader", new Partition(Partition::isolatedLeader));
    ALL.put("partition-halves", new Partition(Partition::halves));
    ALL.put("partition-minority", new Partition(Partition::minority));
    ALL.put("partition-one-way", new Partition(Partition::oneWay));
    ALL.put("partition-bridge", new Partition(Partition::bridge));
    ALL.put("partition-ring", new Partition(Partition::ring));
    ALL.put("loss", new Loss());
    ALL.put("delay", new Delay());
    ALL.put("reset", new Reset());
    ALL.put("squeeze", new Squeeze());
  }

  /** Their names, in the order in which they are shown. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Of these, the ones that take what is missing on this machine, and what that is. */
  public static SortedMap<String, String> missing(Collection<String> names) {
    SortedMap<String, String> missing = new TreeMap<>();
    for (String name : names) {
      of(name).need().flatMap(Need::missing).ifPresent(why -> missing.put(name, why));
    }
    return missing;
  }

  /** The kind of that name. */
  public static Fault of(String name) {
    Fault fault = ALL.get(name);
    if (fault == null) {
      throw new IllegalArgumentException("kind '" + name + "' is unknown: allowed " + names());
    }
    return fault;
  }
}
