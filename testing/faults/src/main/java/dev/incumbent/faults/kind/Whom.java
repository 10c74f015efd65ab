package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import java.util.List;
import java.util.Random;

/** Whom a fault meets. */
@FunctionalInterface
interface Whom {
  List<Member> choose(Stage stage, Random random) throws InterruptedException;

  /**
   * Whose leaderships it may cost if these are disturbed: their own, if they are clients; nobody's,
   * if they only follow in Raft; else everybody's.
   */
  default List<String> whose(Stage stage, List<Member> chosen) {
    if (stage.clients().containsAll(chosen)) {
      return chosen.stream().map(Member::toString).toList();
    }
    return this == FOLLOWER ? List.of() : List.of("*");
  }

  /** If these do not run: what else happens shows only on those that do. */
  default Fault.Layer layer() {
    return this == EVERYTHING || this == NODES ? Fault.Layer.ALONE : Fault.Layer.PROCESS;
  }

  /** The candidates that lead where a fence is. */
  Whom LEADER = (stage, random) -> stage.leaders();

  /** The candidate that runs the command. */
  Whom RUNNER = (stage, random) -> List.of(stage.runner());

  /** The node that leads in Raft. */
  Whom RAFT_LEADER = (stage, random) -> List.of(stage.raftLeader());

  /** A node that does not lead in Raft. */
  Whom FOLLOWER =
      (stage, random) -> {
        List<Member> followers = stage.followers();
        return List.of(followers.get(random.nextInt(followers.size())));
      };

  /** All nodes. */
  Whom NODES = (stage, random) -> stage.nodes();

  /** All nodes and candidates. */
  Whom EVERYTHING = (stage, random) -> stage.members();
}
