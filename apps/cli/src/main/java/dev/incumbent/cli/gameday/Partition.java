package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code partition}: a node of the coordinator, its leader unless another is named, is cut off from
 * the other nodes, and from nobody else; clients reach it, and it must serve them nothing (S-10).
 * The others elect a leader, leaderships go on (L-3), and the node comes back.
 */
final class Partition implements Play {
  private static final long LOOK_MILLIS = 50;
  private static final Duration DEFAULT_HOLD = Duration.ofSeconds(5);

  private final GamedayConfig config;
  private @Nullable NodeNetwork network;

  Partition(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(
        Check.of("network", () -> describe(survey)),
        Check.of("addresses", () -> addresses(survey)),
        Continuity.majority(survey));
  }

  private String describe(Survey survey) {
    String node = Continuity.node(config, survey);
    NodeNetwork found = NodeNetwork.require(node, others(survey));
    network = found;
    return "node " + node + " has " + found.words() + " for itself";
  }

  private String addresses(Survey survey) {
    others(survey).forEach(NodeNetwork::ip);
    return "the others are " + String.join(", ", others(survey));
  }

  private NodeNetwork network() {
    if (network == null) {
      throw new IllegalStateException("its checks come first");
    }
    return network;
  }

  private List<String> others(Survey survey) {
    String node = Continuity.node(config, survey);
    return survey.nodes().stream()
        .map(NodeReport::address)
        .filter(address -> !address.equals(node))
        .toList();
  }

  private Duration hold() {
    return config.pause().orElse(DEFAULT_HOLD);
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of(
        "write a key of its own with the leader's token over and over",
        "drop all packets between node "
            + Continuity.node(config, survey)
            + " and "
            + String.join(", ", others(survey))
            + ", by a chain of iptables on "
            + network().words(),
        "look who leads in Raft, and whether the cut off node says that it has no quorum",
        "take the chain away after " + hold().toMillis() + " ms, and wait until the node is back",
        "look whether '" + survey.holder().candidate() + "' leads still");
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    ElectionView.Holder holder = stage.survey().holder();
    String node = Continuity.node(config, stage.survey());
    Writing writing = new Writing(stage, holder);
    if (!writing.once("before the cut")) {
      stage.rule(Ruling.notJudged("L-3", "no write was acknowledged before anything was done"));
      return;
    }
    long fault = System.nanoTime();
    stage.cutter().cut(network(), others(stage.survey()).stream().map(NodeNetwork::ip).toList());
    stage.timeline().add(Mark.Kind.FAULT, "", 0, "cut off: node " + node);
    Continuity.awaitWrite(stage, writing, "cutToAcknowledgedWrite", fault);
    CutOff cutOff = new CutOff(stage, node, fault);
    watch(stage, cutOff, fault, writing);
    stage.rule(cutOff.ruling(heal(stage, node)));
    awaitBack(stage, node, writing);
    stage.unavailable().over();
    Continuity.judge(stage, holder);
  }

  /** Looks at the nodes, while writes go on, until the cut has lasted long enough. */
  private void watch(Stage stage, CutOff cutOff, long fault, Writing writing)
      throws InterruptedException {
    while (System.nanoTime() - fault < hold().toNanos()) {
      cutOff.look(stage.coordinator().nodes());
      boolean unused = writing.once("");
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** Returns how many packets were dropped. */
  private static long heal(Stage stage, String node) {
    long dropped = stage.cutter().heal().orElse(0);
    String words = "connected: node " + node + "; " + dropped + " packets were dropped";
    stage.timeline().add(Mark.Kind.HEALED, "", 0, words);
    return dropped;
  }

  private void awaitBack(Stage stage, String node, Writing writing) throws InterruptedException {
    long healed = System.nanoTime();
    while (System.nanoTime() - healed < config.patience().toNanos()) {
      boolean unused = writing.once("");
      if (isBack(stage.coordinator().nodes(), node)) {
        stage.measure("healToNodeBack", System.nanoTime() - healed);
        stage.timeline().add(Mark.Kind.NOTE, "", 0, "node " + node + " is in touch with all");
        stage.rule(Ruling.of("L-2", true, "the node that was cut off is back"));
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    stage.rule(Ruling.of("L-2", false, "the node that was cut off did not come back"));
  }

  /** In touch with a majority, in the term of the node that leads. */
  private static boolean isBack(List<NodeReport> nodes, String node) {
    Optional<NodeView> leader = Survey.leader(nodes);
    return nodes.stream()
        .filter(report -> report.address().equals(node))
        .flatMap(report -> report.view().stream())
        .anyMatch(view -> view.quorum() && leader.filter(l -> l.term() == view.term()).isPresent());
  }
}
