package dev.incumbent.cli.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.DevOnHosts;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Game days on the hosts of {@code dev --hosts}: the partition, and the crash of a node there. */
@Timeout(300)
class PartitionTest {
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private Children children;
  private DevOnHosts dev;

  @BeforeEach
  void start() throws Exception {
    children = new Children(folder);
    dev = DevOnHosts.start(children);
    for (String name : List.of("anna", "bert")) {
      call(name, new CopyOnWriteArrayList<>(), "run nightly --as", name, "--ttl 10s -- sleep 600");
      DevOnHosts.await(() -> show().contains(name));
    }
    DevOnHosts.await(() -> show().contains("\"promoted\":true"));
  }

  @AfterEach
  void stop() {
    children.close();
  }

  @Test
  void s10_aNodeThatIsCutOffServesNothingAndTheLeadershipGoesOn() throws Exception {
    Path page = folder.resolve("page.html");
    List<String> lines = new CopyOnWriteArrayList<>();

    Child run = partition(lines, "--json --html", page.toString());

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    run.onSilence().join();
    JsonObject report = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertThat(run.exitCode()).as(report.toString()).isZero();
    assertThat(report.get("rules").toString())
        .contains("said that it has no quorum", "the node that was cut off is back", "leads still");
    assertThat(report.toString())
        .containsPattern("connected: node [0-9.:]+; [1-9][0-9]* packets were dropped");
    assertThat(report.toString()).containsPattern("leads in Raft, term [0-9]+");
    assertThat(Files.readString(page)).contains("<svg", "cut off: node", "leads in Raft");
    assertThat(dev.filters()).doesNotContain("incumbent-");
  }

  @Test
  void l3_findsANodeInItsNamespaceAndCrashesIt() throws Exception {
    List<Long> before = dev.nodes();
    List<String> lines = new CopyOnWriteArrayList<>();

    Child run = call("gameday", lines, "gameday coordinator-crash --election nightly --yes --json");

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    run.onSilence().join();
    JsonObject report = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertThat(run.exitCode()).as(report.toString()).isZero();
    assertThat(report.toString()).contains("leads still", "is back");
    assertThat(before.stream().filter(pid -> ProcessEntry.find(pid).isPresent()))
        .as("one of the nodes is another process now")
        .hasSize(2);
  }

  @Test
  void takesTheCutAwayEvenIfItIsKilled() throws Exception {
    Child run = partition(new CopyOnWriteArrayList<>(), "--pause 10m");
    DevOnHosts.await(() -> dev.filters().contains("DROP"));

    run.signal("KILL");

    DevOnHosts.await(() -> !dev.filters().contains("incumbent-"));
  }

  @Test
  void aSignalTakesTheCutAway() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Child run = partition(lines, "--pause 10m --json");
    DevOnHosts.await(() -> dev.filters().contains("DROP"));

    run.signal("INT");

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(dev.filters()).doesNotContain("incumbent-");
    run.onSilence().join();
    assertThat(lines.get(lines.size() - 1)).contains("undone: connected again", "\"incomplete\"");
  }

  @Test
  void anObjectiveThatBreaksTakesTheCutAway() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();

    Child run = partition(lines, "--pause 10m --slo-unavailable 1ms");

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(dev.filters()).doesNotContain("incumbent-");
    run.onSilence().join();
    assertThat(String.join("\n", lines)).contains("SLO unavailable of 1 ms is broken");
  }

  private Child partition(List<String> lines, String... more) {
    List<String> words = new ArrayList<>(List.of("gameday partition --election nightly --yes"));
    words.addAll(List.of(more));
    return call("gameday", lines, words.toArray(String[]::new));
  }

  private String show() {
    return CommandLineRun.of("show", "nightly", "--json", "--coordinator", dev.uri()).out();
  }

  /** Calls the command line with these words, the coordinator's address before them. */
  private Child call(String name, List<String> lines, String... words) {
    List<String> call =
        new ArrayList<>(List.of("dev.incumbent.cli.Main", "--coordinator", dev.uri()));
    call.addAll(List.of(String.join(" ", words).split(" ", -1)));
    return children.java(name, SMALL, call, lines::add);
  }
}
