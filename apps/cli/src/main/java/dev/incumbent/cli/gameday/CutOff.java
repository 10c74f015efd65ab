package dev.incumbent.cli.gameday;

import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;
import java.util.List;
import java.util.Optional;

/**
 * What a node that is cut off says of itself, and who leads the others. Threads: for use by one.
 */
final class CutOff {
  private final Stage stage;
  private final String node;
  private final long faultNanos;
  private String leaderTold = "";
  private boolean answered;
  private boolean knew;
  private String relapse = "";

  CutOff(Stage stage, String node, long faultNanos) {
    this.stage = stage;
    this.node = node;
    this.faultNanos = faultNanos;
  }

  /** Takes in what the nodes answer now. */
  void look(List<NodeReport> nodes) {
    Survey.leader(nodes.stream().filter(report -> !report.address().equals(node)).toList())
        .ifPresent(this::tellLeader);
    Optional<NodeView> own =
        nodes.stream()
            .filter(report -> report.address().equals(node))
            .flatMap(report -> report.view().stream())
            .findFirst();
    own.ifPresent(this::judge);
  }

  private void tellLeader(NodeView leader) {
    String words = "node " + leader.address() + " leads in Raft, term " + leader.term();
    if (!words.equals(leaderTold)) {
      if (leaderTold.isEmpty()) {
        stage.measure("cutToRaftLeader", System.nanoTime() - faultNanos);
      }
      leaderTold = words;
      stage.timeline().add(Mark.Kind.NOTE, "", 0, words);
    }
  }

  private void judge(NodeView own) {
    answered = true;
    if (!own.quorum() && !knew) {
      knew = true;
      stage.measure("cutToNoQuorum", System.nanoTime() - faultNanos);
      stage.timeline().add(Mark.Kind.NOTE, "", 0, "node " + node + " says that it has no quorum");
    } else if (own.quorum() && knew) {
      relapse = "node " + node + " said in term " + own.term() + " that it has a quorum again";
    }
  }

  /** S-10: once the others serve, the node says that it does not. */
  Ruling ruling(long droppedPackets) {
    if (droppedPackets == 0) {
      return Ruling.notJudged("S-10", "nothing was sent that could have been cut");
    }
    if (!answered) {
      return Ruling.notJudged("S-10", "the node that was cut off could not be asked");
    }
    if (!relapse.isEmpty()) {
      return Ruling.of("S-10", false, relapse);
    }
    String said = knew ? "said that it has no quorum" : "never said that it has no quorum";
    return Ruling.of("S-10", knew, "cut off, node " + node + " " + said);
  }
}
