package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.faults.lab.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
  @Test
  void measuresOneHandoverOfOursAndJudgesIt() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--runs", "1", "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("round 1 of 1: incumbent, 1 runs");
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("verdict").getAsString()).isEqualTo("clean");
    JsonObject ours = object.getAsJsonObject("ours");
    assertThat(ours.get("n").getAsInt()).isEqualTo(1);
    assertThat(ours.get("median").getAsDouble()).isPositive();
    assertThat(object.getAsJsonArray("peers")).isEmpty();
  }

  @Test
  void refusesABenchmarkThatThereIsNot() {
    CommandLineRun run = CommandLineRun.of("bench", "start-up");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "benchmark 'start-up' is refused: allowed handover, crash, writes, writes-64, cycles, cycles-64,"
                + " coordinator-crash, pause, crash-embedded, crash-after-lease, startup, restart,"
                + " fence-cost");
  }

  @Test
  void drawsWhatItMeasuredOfAStart(@TempDir Path folder) throws IOException {
    Path plot = folder.resolve("startup.svg");
    CommandLineRun run =
        CommandLineRun.of("bench", "startup", "--runs", "1", "--json", "--plot", plot.toString());

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.keySet()).doesNotContain("aim", "reached");
    assertThat(object.getAsJsonObject("ours").get("median").getAsDouble()).isPositive();
    assertThat(run.err()).contains("the plot is " + plot);
    assertThat(Files.readString(plot)).startsWith("<svg").contains("class=\"ours\"");
  }

  @Test
  void measuresAServersStartOnItsDataAndJudgesItsCandidates() {
    CommandLineRun run = CommandLineRun.of("bench", "restart", "--runs", "1", "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("verdict").getAsString()).isEqualTo("clean");
    assertThat(object.getAsJsonObject("ours").get("median").getAsDouble()).isPositive();
  }

  @Test
  void measuresWhatAFenceCostsInARealDatabase() {
    requirePostgres();
    CommandLineRun run = CommandLineRun.of("bench", "fence-cost", "--runs", "1", "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("unit").getAsString()).isEqualTo("percent");
    JsonObject ours = object.getAsJsonObject("ours");
    assertThat(ours.get("n").getAsInt()).isEqualTo(1);
    assertThat(ours.getAsJsonObject("settings").get("without").getAsString())
        .matches("\\d.* us .*without the fence.*");
  }

  /** Skips the test where there is none, but never in the build's CI. */
  private static void requirePostgres() {
    Postgres.missing().ifPresent(why -> System.err.println("SKIPPED: bench fence-cost: " + why));
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(Postgres.missing()).isEmpty();
    }
  }

  @Test
  void refusesAPlotThatCannotBeWrittenBeforeItMeasures() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--plot", "/none/plot.svg");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--plot /none/plot.svg is refused").doesNotContain("round");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001"})
  void refusesRunsOutOfRange(String runs) {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--runs=" + runs);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--runs '" + runs + "' is refused: allowed 1 to 1000");
  }

  @Test
  void namesEveryBenchmarkInItsHelp() {
    CommandLineRun run = CommandLineRun.of("bench", "--help");

    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("What to measure: " + Benchmark.words() + ".");
  }

  @Test
  void refusesAPeerThatThereIsNot() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--against", "zookeeper,consul");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--against 'consul' is refused: allowed etcd, zookeeper");
  }

  @Test
  void refusesAPeerThatCannotBeAskedForIt() {
    CommandLineRun run = CommandLineRun.of("bench", "renewals", "--against", "etcd,zookeeper");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("--against 'zookeeper' is refused: nobody can ask its clients for renewals")
        .contains("allowed etcd");
  }

  @Test
  void refusesPeersWithoutTheirClients() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--against", "zookeeper");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("--against 'zookeeper' is refused", "allowed in a checkout, by ./incumbent");
  }

  @Test
  void refusesPeersWhereOursAloneIsMeasured() {
    CommandLineRun run = CommandLineRun.of("bench", "crash-embedded", "--against", "etcd");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("--against 'etcd' is refused: crash-embedded is measured of ours alone");
  }

  @Test
  void saysWhatToInstallWhereThereIsNoEtcd(@TempDir Path folder) throws IOException {
    Path jar = Files.createFile(folder.resolve("benchmarks.jar"));

    assertThatThrownBy(
            () ->
                Peers.require(
                    Benchmark.HANDOVER, List.of("etcd"), Map.of("PATH", folder.toString()), jar))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("apt-get install etcd-server");
  }

  @Test
  void takesEachPeerOnce(@TempDir Path folder) throws IOException {
    Path jar = Files.createFile(folder.resolve("benchmarks.jar"));
    Path etcd = Files.createFile(folder.resolve("etcd"));
    assertThat(etcd.toFile().setExecutable(true)).isTrue();

    assertThat(
            Peers.require(
                Benchmark.HANDOVER,
                List.of("zookeeper", "etcd", "etcd"),
                Map.of("PATH", "/none:" + folder),
                jar))
        .extracting(Side::name)
        .containsExactly("zookeeper", "etcd");
  }

  @Test
  void takesPeersAtTheirBestWhereThatMatters(@TempDir Path folder) throws IOException {
    Path jar = Files.createFile(folder.resolve("benchmarks.jar"));

    assertThat(Peers.require(Benchmark.CRASH, List.of("zookeeper"), Map.of(), jar))
        .extracting(side -> side.name() + ": " + side.settings().get("session"))
        .containsExactly("zookeeper: 60000 ms asked for", "zookeeper-best: 400 ms asked for");
  }
}
