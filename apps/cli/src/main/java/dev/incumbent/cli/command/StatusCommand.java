package dev.incumbent.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.DurationConverter;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.cli.output.ConditionsText;
import dev.incumbent.cli.output.Json;
import dev.incumbent.cli.output.NodeText;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.NodeReport;
import dev.incumbent.session.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: what each node of the coordinator says of itself. */
@Command(
    name = "status",
    description =
        "Shows each node; exits with 0 only if there is a quorum and a ready leader, else 3.")
public final class StatusCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 100;
  private static final int MAX_NOTABLE = 100;
  private static final String HELD_OFF = "grants.held.off.millis";

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "60s",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Wait until there is a quorum and a ready leader, at most D (60s).")
  private @Nullable Duration wait;

  private final GlobalOptions options;

  public StatusCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Coordinator coordinator = options.connect()) {
      List<NodeReport> reports = poll(coordinator);
      print(reports, hasQuorum(reports) ? notable(coordinator) : List.of());
      return isServing(reports) ? ExitCode.DONE : ExitCode.UNREACHABLE;
    }
  }

  private List<NodeReport> poll(Coordinator coordinator) throws InterruptedException {
    long start = System.nanoTime();
    List<NodeReport> reports = coordinator.nodes();
    while (wait != null && !isServing(reports) && System.nanoTime() - start < wait.toNanos()) {
      Thread.sleep(POLL_MILLIS);
      reports = coordinator.nodes();
    }
    return reports;
  }

  /** The elections that need attention: from whatever node is reached, and none if it fails. */
  private static List<Elections.Listed> notable(Coordinator coordinator) {
    try {
      return Waiting.on(coordinator.elections().notable(MAX_NOTABLE, Freshness.STALE))
          .value()
          .elections();
    } catch (CompletionException e) {
      return List.of();
    }
  }

  private void print(List<NodeReport> reports, List<Elections.Listed> notable) {
    Output output = options.output();
    output.answer(() -> text(reports, notable), () -> object(reports, notable));
    for (NodeReport report : reports) {
      if (report.view().map(NodeView::insecure).orElse(false)) {
        output.warn(
            "node "
                + report.address()
                + " listens beyond loopback WITHOUT transport security: whoever reaches it can do anything");
      }
    }
  }

  private static String text(List<NodeReport> reports, List<Elections.Listed> notable) {
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> text.append(NodeText.line(report)).append('\n'));
    for (Elections.Listed listed : notable) {
      String brief = ConditionsText.brief(listed.view().conditions());
      text.append(listed.view().election()).append("  ").append(brief).append('\n');
    }
    long heldOff = heldOffMillis(reports);
    text.append(
        heldOff == 0 ? "" : "restored: nothing is granted for another " + heldOff + " ms\n");
    return text + summary(reports);
  }

  /** As the ready leader counts it. */
  private static long heldOffMillis(List<NodeReport> reports) {
    return readyLeader(reports)
        .map(leader -> leader.counters().getOrDefault(HELD_OFF, 0L))
        .orElse(0L);
  }

  private static String summary(List<NodeReport> reports) {
    String leader =
        readyLeader(reports).map(l -> "ready leader " + l.address()).orElse("NO READY LEADER");
    long silent = reports.stream().filter(r -> r.view().isEmpty()).count();
    String degraded =
        silent == 0 ? "" : ", degraded: " + silent + " of " + reports.size() + " nodes silent";
    return (hasQuorum(reports) ? "quorum" : "NO QUORUM") + ", " + leader + degraded;
  }

  private static JsonObject object(List<NodeReport> reports, List<Elections.Listed> notable) {
    JsonObject object = new JsonObject();
    object.addProperty("quorum", hasQuorum(reports));
    object.addProperty("leader", readyLeader(reports).map(NodeView::address).orElse(null));
    object.addProperty("degraded", reports.stream().anyMatch(r -> r.view().isEmpty()));
    JsonArray nodes = new JsonArray();
    reports.forEach(r -> nodes.add(Json.node(r)));
    object.add("nodes", nodes);
    object.addProperty("heldOffMillis", heldOffMillis(reports));
    JsonArray attention = new JsonArray();
    notable.forEach(listed -> attention.add(Json.attention(listed.view())));
    object.add("attention", attention);
    return object;
  }

  private static boolean isServing(List<NodeReport> reports) {
    return hasQuorum(reports) && readyLeader(reports).isPresent();
  }

  private static boolean hasQuorum(List<NodeReport> reports) {
    return reports.stream().anyMatch(r -> r.view().map(NodeView::quorum).orElse(false));
  }

  private static Optional<NodeView> readyLeader(List<NodeReport> reports) {
    return reports.stream()
        .flatMap(r -> r.view().stream())
        .filter(v -> v.ready() && v.quorum())
        .max((a, b) -> Long.compare(a.term(), b.term()));
  }
}
