package dev.incumbent.cli.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Game days on a real cluster, with {@code run} candidates as real processes. */
@Timeout(300)
class GamedayTest {
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final List<Child> candidates = new ArrayList<>();
  private Children children;
  private LocalCluster cluster;

  @BeforeEach
  void start() throws Exception {
    children = new Children(folder);
    List<Integer> ports = Children.freePorts(2);
    cluster =
        new LocalCluster(
            children, LocalCluster.VM_OPTIONS, ports.subList(0, 1), ports.subList(1, 2), folder);
    cluster.startAll();
    for (String name : List.of("anna", "bert")) {
      candidates.add(
          call(
              name, "run", "nightly", "--as", name, "--ttl", "4s", "--grace", "1s", "--", "sleep",
              "600"));
      await(() -> show("nightly").contains(name));
    }
    await(() -> show("nightly").contains("\"promoted\":true"));
  }

  @AfterEach
  void stop() {
    children.close();
  }

  @Test
  void aDryRunSaysWhatItWouldDoAndChangesNothing() {
    long token = holder().get("token").getAsLong();

    CommandLineRun run = gameday("split-brain-attempt", "nightly");

    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("SIGSTOP to process " + leader().pid(), "dry run: nothing was done");
    assertThat(state(leader())).isNotEqualTo('T');
    assertThat(holder().get("token").getAsLong()).isEqualTo(token);
  }

  @Test
  void s3_provesThatAPausedLeadersWriteIsRefused() throws Exception {
    Path page = folder.resolve("page.html");
    List<String> lines = new CopyOnWriteArrayList<>();
    Child old = leader();

    Child run =
        act(
            lines,
            "split-brain-attempt",
            "--json",
            "--head-start",
            "100ms",
            "--html",
            page.toString());

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    run.onSilence().join();
    JsonObject report = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertThat(ruling(report, "S-3")).as(report.toString()).isEqualTo("held");
    assertThat(report.getAsJsonArray("violations")).isEmpty();
    assertThat(report.toString())
        .contains("is stale: election 'nightly'", "the value is unchanged");
    assertThat(state(old)).isNotEqualTo('T');
    assertWholePage(Files.readString(page), "split-brain-attempt", "stale write");
  }

  @Test
  void aSignalUndoesWhatWasDone() throws Exception {
    Child old = leader();
    List<String> lines = new CopyOnWriteArrayList<>();
    Child run = act(lines, "leader-pause", "--pause", "10m", "--json");
    await(() -> state(old) == 'T');

    run.signal("INT");

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(state(old)).isNotEqualTo('T');
    run.onSilence().join();
    assertThat(lines.get(lines.size() - 1)).contains("\"aborted\":\"SIGINT\"", "\"incomplete\"");
  }

  @Test
  void continuesWhatItStoppedEvenIfItIsKilled() throws Exception {
    Child old = leader();
    Child run =
        call(
            "gameday",
            "gameday",
            "leader-pause",
            "--pause",
            "10m",
            "--election",
            "nightly",
            "--yes");
    await(() -> state(old) == 'T');

    run.signal("KILL");

    await(() -> state(old) != 'T');
  }

  @Test
  void abortsWhenAnObjectiveIsBroken() throws Exception {
    Child old = leader();
    List<String> lines = new CopyOnWriteArrayList<>();

    Child run = act(lines, "leader-pause", "--pause", "10m", "--slo-leaderless", "300ms");

    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    assertThat(run.exitCode()).isEqualTo(ExitCode.NO);
    assertThat(state(old)).isNotEqualTo('T');
    run.onSilence().join();
    assertThat(String.join("\n", lines)).contains("SLO leaderless of 300 ms is broken");
  }

  @Test
  void replacesACrashedLeaderAndHandsOver() throws Exception {
    CommandLineRun handover = played("handover");
    assertThat(handover.out()).contains("L-4  held", "S-5  held");

    CommandLineRun crash = played("leader-crash");
    assertThat(crash.out()).contains("its process is gone");
  }

  private CommandLineRun played(String scenario) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Child run = act(lines, scenario);
    assertThat(run.awaitEnd(PATIENCE)).isTrue();
    run.onSilence().join();
    String out = String.join("\n", lines);
    assertThat(out).doesNotContain("violated");
    return new CommandLineRun(run.exitCode(), out, "");
  }

  @Test
  void refusesWhatItCannotDoSafely() {
    refused(gameday("partition", "nightly"), "partition needs root");
    refused(gameday("coordinator-crash", "nightly"), "give --restart COMMAND", "needs 3 or more");
    refused(gameday("leader-crash", "nothing"), "election 'nothing' does not exist");
    refused(gameday("earthquake", "nightly"), "scenario 'earthquake'", "leader-crash");
  }

  private static void refused(CommandLineRun run, String... words) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out() + run.err()).contains(words);
  }

  private static void assertWholePage(String page, String... words) throws Exception {
    assertThat(page)
        .contains(words)
        .contains("<svg")
        .doesNotContain("http", "src=", "href", "@import");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    assertThat(factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes))).isNotNull();
  }

  private static String ruling(JsonObject report, String rule) {
    for (JsonElement one : report.getAsJsonArray("rules")) {
      if (one.getAsJsonObject().get("rule").getAsString().equals(rule)) {
        return one.getAsJsonObject().get("state").getAsString();
      }
    }
    return "";
  }

  private Child act(List<String> lines, String scenario, String... more) {
    List<String> call =
        new ArrayList<>(List.of("gameday", scenario, "--election", "nightly", "--yes"));
    call.addAll(List.of(more));
    return call("gameday", lines, call.toArray(String[]::new));
  }

  private CommandLineRun gameday(String scenario, String election) {
    return CommandLineRun.of(
        "gameday", scenario, "--election", election, "--coordinator", cluster.uri());
  }

  private String show(String election) {
    return CommandLineRun.of("show", election, "--json", "--coordinator", cluster.uri()).out();
  }

  private JsonObject holder() {
    return JsonParser.parseString(show("nightly")).getAsJsonObject().getAsJsonObject("holder");
  }

  private Child leader() {
    String name = holder().get("candidate").getAsString();
    return candidates.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static char state(Child child) {
    return ProcessEntry.find(child.pid()).map(ProcessEntry::state).orElse('X');
  }

  private Child call(String name, String... arguments) {
    return call(name, new CopyOnWriteArrayList<>(), arguments);
  }

  private Child call(String name, List<String> lines, String... arguments) {
    List<String> call = new ArrayList<>(List.of("dev.incumbent.cli.Main"));
    call.addAll(List.of(arguments));
    int at = call.contains("--") ? call.indexOf("--") : call.size();
    call.addAll(at, List.of("--coordinator", cluster.uri()));
    return children.java(name, SMALL, call, lines::add);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(50);
    }
  }
}
