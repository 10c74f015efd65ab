package dev.incumbent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} as its user meets it: a process of its own, with a command, at a real node. */
@Timeout(240)
class RunCommandTest {
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir static Path folder;
  private static Children children;
  private static LocalCluster cluster;
  private static int elections;

  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    children = new Children(folder);
    List<Integer> ports = Children.freePorts(2);
    cluster =
        new LocalCluster(
            children, LocalCluster.VM_OPTIONS, ports.subList(0, 1), ports.subList(1, 2), folder);
    cluster.startAll();
  }

  @AfterAll
  static void stop() {
    children.close();
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 7, 7",
    "kill -9 $$, 137",
    "kill -15 $$, 143",
  })
  void passesOnHowTheCommandEnded(String script, int code) throws Exception {
    assertThat(ended(run(election(), "--", "sh", "-c", script))).isEqualTo(code);
  }

  @Test
  void saysThatACommandWasNotFound() throws Exception {
    Child run = run(election(), "--", "./no-such-command");

    assertThat(ended(run)).isEqualTo(127);
    assertThat(log(run)).contains("no-such-command");
  }

  @Test
  void saysThatACommandCannotBeExecuted() throws Exception {
    Path file = Files.writeString(folder.resolve("not-executable"), "text");
    Child run = run(election(), "--", file.toString());

    assertThat(ended(run)).isEqualTo(126);
    assertThat(log(run)).contains(file.toString());
  }

  @Test
  void givesTheCommandWhatItNeedsToWriteUnderItsLeadership() throws Exception {
    String election = election();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String put = java + " -cp \"$0\" dev.incumbent.cli.Main put place/" + election + " here";
    Child run =
        run(
            election,
            "--as",
            "anna",
            "--",
            "sh",
            "-c",
            put
                + " && echo $INCUMBENT_ELECTION $INCUMBENT_CANDIDATE $INCUMBENT_TOKEN $INCUMBENT_GRANT",
            System.getProperty("java.class.path"));

    assertThat(ended(run)).as(log(run)).isZero();
    assertThat(said.get(said.size() - 1)).matches(election + " anna [1-9][0-9]* [0-9a-f]{32}");
    CommandLineRun get = at("get", "place/" + election);
    assertThat(get.out()).contains("here");
  }

  @Test
  void waitsForItsTurnNoLongerThanToldAndSaysWhoLeads() throws Exception {
    String election = election();
    Child leader = run(election, "--as", "anna", "--", "sleep", "600");
    awaitLeader(election, "anna");

    Child waiting = run(election, "--as", "bert", "--wait", "1s", "--", "sh", "-c", "echo ran");

    assertThat(ended(waiting)).isEqualTo(ExitCode.NO);
    assertThat(said).doesNotContain("ran");
    assertThat(log(waiting)).contains("anna");
    end(leader);
  }

  @Test
  void exitsOnTheLossOfItsLeadershipIfTold() throws Exception {
    String election = election();
    Child run = run(election, "--as", "anna", "--on-loss", "exit", "--", "sleep", "600");
    revoke(election, awaitLeader(election, "anna"));

    assertThat(ended(run)).isEqualTo(124);
  }

  @Test
  void runsTheCommandAgainAfterALossUnderALargerToken() throws Exception {
    String election = election();
    Child run =
        run(election, "--as", "anna", "--", "sh", "-c", "echo $INCUMBENT_TOKEN; exec sleep 600");
    long first = awaitLeader(election, "anna");
    await(() -> said.contains(Long.toString(first)));
    revoke(election, first);
    await(() -> said.size() == 2);

    assertThat(Long.parseLong(said.get(1))).isGreaterThan(first);
    end(run);
  }

  /** That is not the command's own end. */
  @Test
  void runsAgainACommandThatExitsByItselfWhenToldToStop() throws Exception {
    String election = election();
    Child run =
        run(
            election,
            "--as",
            "anna",
            "--",
            "sh",
            "-c",
            "trap 'exit 0' TERM; echo $INCUMBENT_TOKEN; while :; do sleep 0.1; done");
    long first = awaitLeader(election, "anna");
    await(() -> said.contains(Long.toString(first)));
    revoke(election, first);
    await(() -> said.size() == 2);

    run.signal("TERM");
    assertThat(ended(run)).isZero();
  }

  @Test
  void runsNothingIfAnotherReplicaCompletedTheCommand() throws Exception {
    String election = election();
    Path go = folder.resolve("go-" + election);
    String script = "until [ -e " + go + " ]; do sleep 0.1; done; echo ran";
    Child first = run(election, "--as", "anna", "--once", "--", "sh", "-c", script);
    awaitLeader(election, "anna");
    Child second = run(election, "--as", "bert", "--once", "--", "sh", "-c", script);
    await(() -> at("show", election).out().contains("bert"));
    Files.createFile(go);

    assertThat(List.of(ended(first), ended(second))).containsExactly(0, 0);
    assertThat(said).containsExactly("ran");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void passesSignalsOnToTheCommand(String signal) throws Exception {
    Ignored.assumeNot(signal);
    String election = election();
    String script =
        "trap 'echo got "
            + signal
            + "; exit 3' "
            + signal
            + "; echo ready; while :; do sleep 0.1; done";
    Child run = run(election, "--as", "anna", "--", "sh", "-c", script);
    await(() -> said.contains("ready"));
    run.signal(signal);

    assertThat(ended(run)).isEqualTo(3);
    assertThat(said).containsExactly("ready", "got " + signal);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void endsByASignalWhileItWaits(String signal, int code) throws Exception {
    Ignored.assumeNot(signal);
    String election = election();
    Child leader = run(election, "--as", "anna", "--", "sleep", "600");
    awaitLeader(election, "anna");
    Child waiting = run(election, "--as", "bert", "--", "echo", "ran");
    await(() -> at("show", election).out().contains("bert"));
    waiting.signal(signal);

    assertThat(ended(waiting)).isEqualTo(code);
    assertThat(at("show", election).out()).doesNotContain("bert");
    end(leader);
  }

  private static synchronized String election() {
    return "job-" + ++elections;
  }

  private Child run(String election, String... more) {
    List<String> call = new ArrayList<>(List.of("dev.incumbent.cli.Main", "run", election));
    call.addAll(List.of("--coordinator", cluster.uri()));
    call.addAll(List.of(more));
    return children.java(election + "-" + call.hashCode(), SMALL, call, said::add);
  }

  private static CommandLineRun at(String... arguments) {
    List<String> call = new ArrayList<>(List.of("--coordinator", cluster.uri()));
    call.addAll(List.of(arguments));
    return CommandLineRun.of(call.toArray(String[]::new));
  }

  /** Returns its token. */
  private static long awaitLeader(String election, String name) throws InterruptedException {
    String holder = ".*\"candidate\":\"" + name + "\".*";
    await(
        () ->
            at("list", "--json", "--prefix", election)
                .out()
                .lines()
                .anyMatch(l -> l.matches(holder)));
    String line = at("list", "--json", "--prefix", election).out();
    return Long.parseLong(line.replaceAll("(?s).*\"token\":([0-9]+).*", "$1"));
  }

  private static void revoke(String election, long token) {
    CommandLineRun revoked = at("revoke", election, "--token", Long.toString(token));
    assertThat(revoked.exitCode()).as(revoked.err()).isZero();
  }

  private static int ended(Child child) throws InterruptedException {
    assertThat(child.awaitEnd(PATIENCE)).as("it ends: " + child.name()).isTrue();
    child.onSilence().join();
    return child.exitCode();
  }

  private static void end(Child child) throws InterruptedException {
    child.signal("TERM");
    assertThat(ended(child)).isEqualTo(143);
  }

  private static String log(Child child) throws IOException {
    return Files.readString(children.log(child.name()));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(50);
    }
  }
}
