package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;
import java.util.List;
import java.util.Optional;

/** Whether an election went on while a node of the coordinator was lost. */
final class Continuity {
  private Continuity() {}

  /** The address of the node to lose: the one asked for, or the one that leads in Raft. */
  static String node(GamedayConfig config, Survey survey) {
    List<String> known = survey.nodes().stream().map(NodeReport::address).toList();
    String address = config.node().or(() -> survey.leader().map(NodeView::address)).orElse("");
    if (!known.contains(address)) {
      throw CommandFailedException.badInput(
          "node '" + address + "' is refused: allowed " + String.join(", ", known));
    }
    return address;
  }

  /** Whether a majority is left without one node. */
  static Check majority(Survey survey) {
    int nodes = survey.nodes().size();
    String left = nodes >= 3 ? "a majority still" : "none; needs 3 or more";
    return new Check("majority", nodes >= 3, nodes + " nodes: one less is " + left);
  }

  /** Waits for a write that is acknowledged, and judges L-2. */
  static void awaitWrite(Stage stage, Writing writing, String measure, long faultNanos)
      throws InterruptedException {
    boolean written = writing.untilAcknowledged(stage.config().patience());
    if (written) {
      stage.measure(measure, System.nanoTime() - faultNanos);
    }
    stage.rule(
        Ruling.of(
            "L-2",
            written,
            written ? "a write was acknowledged" : "no write was acknowledged any more"));
  }

  /** Judges L-3: the leadership that was held before the fault is held still. */
  static void judge(Stage stage, ElectionView.Holder before) {
    Optional<ElectionView.Holder> now = stage.holderNow();
    boolean kept = now.filter(h -> h.token().equals(before.token())).isPresent();
    long gap = stage.unavailable().worst().toMillis();
    String words =
        (kept ? "'" + before.candidate() + "' leads still" : "the leadership changed")
            + "; longest without an acknowledged write "
            + gap
            + " ms";
    // Half a lease is surely less than what is left to a deadline; more may have been too long.
    boolean judged = kept || gap < before.ttlMillis() / 2 - before.ttlMillis() / 5;
    stage.rule(judged ? Ruling.of("L-3", kept, words) : Ruling.notJudged("L-3", words));
  }
}
