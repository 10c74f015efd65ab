package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code coordinator-crash}: a node of the coordinator, its leader unless another is named, is
 * ended by SIGKILL; leaderships go on (L-3), and the node comes back.
 */
final class CoordinatorCrash implements Play {
  private static final long LOOK_MILLIS = 100;

  private final GamedayConfig config;
  private @Nullable ProcessEntry process;

  CoordinatorCrash(GamedayConfig config) {
    this.config = config;
  }

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(
        Check.of("node", () -> describe(survey)),
        Check.of("restart", this::whoRestarts),
        Continuity.majority(survey));
  }

  private String describe(Survey survey) {
    ProcessEntry found = NodeProcess.require(address(survey));
    Stopper.requireRights(List.of(found));
    process = found;
    return "process " + found.pid() + " listens on " + address(survey);
  }

  private String whoRestarts() {
    if (config.restart().isPresent()) {
      return config.restart().get();
    }
    boolean dev =
        process != null
            && ProcessEntry.find(process.parent())
                .map(parent -> List.of(parent.commandLine().split(" ", -1)))
                .filter(words -> words.contains("dev.incumbent.cli.Main") && words.contains("dev"))
                .isPresent();
    if (!dev) {
      throw CommandFailedException.badInput(
          "who starts the node again is not known: give --restart COMMAND");
    }
    return "'incumbent dev' starts it again";
  }

  private String address(Survey survey) {
    return Continuity.node(config, survey);
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of(
        "write a key of its own with the leader's token over and over",
        "SIGKILL to process " + found().pid() + ", node " + address(survey),
        "wait for the next acknowledged write, and until the node is back: " + whoRestarts(),
        "look whether '" + survey.holder().candidate() + "' leads still");
  }

  private ProcessEntry found() {
    if (process == null) {
      throw new IllegalStateException("its checks come first");
    }
    return process;
  }

  @Override
  public void play(Stage stage) throws InterruptedException {
    String node = address(stage.survey());
    ElectionView.Holder holder = stage.survey().holder();
    Writing writing = new Writing(stage, holder);
    if (!writing.once("before the crash")) {
      stage.rule(Ruling.notJudged("L-3", "no write was acknowledged before anything was done"));
      return;
    }
    long fault = System.nanoTime();
    Stopper.crash(List.of(found()));
    stage.timeline().add(Mark.Kind.FAULT, "", 0, "SIGKILL to node " + node);
    config.restart().ifPresent(command -> Restart.start(command, node));
    Continuity.awaitWrite(stage, writing, "crashToAcknowledgedWrite", fault);
    awaitBack(stage, node, fault, writing);
    stage.unavailable().over();
    Continuity.judge(stage, holder);
  }

  private void awaitBack(Stage stage, String node, long fault, Writing writing)
      throws InterruptedException {
    while (System.nanoTime() - fault < config.patience().toNanos()) {
      boolean unused = writing.once("");
      if (isBack(stage.coordinator().nodes(), node)) {
        stage.measure("crashToNodeBack", System.nanoTime() - fault);
        stage.timeline().add(Mark.Kind.HEALED, "", 0, "node " + node + " is back");
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    stage
        .timeline()
        .add(Mark.Kind.NOTE, "", 0, "node " + node + " is NOT back: start it again yourself");
  }

  private boolean isBack(List<NodeReport> nodes, String node) {
    return !found().isAlive()
        && nodes.stream()
            .filter(n -> n.address().equals(node))
            .anyMatch(n -> n.view().map(NodeView::quorum).orElse(false));
  }
}
