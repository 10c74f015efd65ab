package dev.incumbent.faults.kind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of fault, by name. */
public final class Kinds {
  private static final Map<String, Fault> ALL = new LinkedHashMap<>();

  static {
    ALL.put("crash-leader", new Crash(Whom.LEADER));
    ALL.put("crash-raft-leader", new Crash(Whom.RAFT_LEADER));
    ALL.put("crash-follower", new Crash(Whom.FOLLOWER));
    ALL.put("crash-all-nodes", new Crash(Whom.NODES));
    ALL.put("crash-everything", new Crash(Whom.EVERYTHING));
    ALL.put("pause-leader", new Pause(Whom.LEADER));
    ALL.put("pause-raft-leader", new Pause(Whom.RAFT_LEADER));
    ALL.put("pause-everything", new Pause(Whom.EVERYTHING));
    ALL.put("partition-raft-leader", new Partition(Partition::isolatedLeader));
    ALL.put("partition-halves", new Partition(Partition::halves));
    ALL.put("partition-minority", new Partition(Partition::minority));
    ALL.put("partition-one-way", new Partition(Partition::oneWay));
    ALL.put("partition-bridge", new Partition(Partition::bridge));
    ALL.put("partition-ring", new Partition(Partition::ring));
    ALL.put("loss", new Loss());
    ALL.put("reset", new Reset());
    ALL.put("squeeze", new Squeeze());
  }

  private Kinds() {}

  /** Their names, in the order in which they are shown. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
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
