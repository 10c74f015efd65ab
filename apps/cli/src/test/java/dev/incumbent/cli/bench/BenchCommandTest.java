package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
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
    CommandLineRun run = CommandLineRun.of("bench", "startup");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains(
            "benchmark 'startup' is refused: allowed handover, crash, writes, writes-64, cycles, cycles-64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001"})
  void refusesRunsOutOfRange(String runs) {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--runs=" + runs);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--runs '" + runs + "' is refused: allowed 1 to 1000");
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
        .contains("--against 'zookeeper' is refused: its clients renew", "allowed etcd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "1000001"})
  void refusesElectionsOutOfRange(String elections) {
    CommandLineRun run = CommandLineRun.of("bench", "scale", "--elections", elections);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("--elections '" + elections + "' is refused: allowed 1000 to 1000000");
  }

  @Test
  void refusesOptionsOfAnotherBenchmark() {
    CommandLineRun scale = CommandLineRun.of("bench", "scale", "--runs", "3");
    CommandLineRun crash = CommandLineRun.of("bench", "crash", "--elections", "1000");

    assertThat(scale.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(scale.err()).contains("--runs is refused");
    assertThat(crash.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(crash.err()).contains("--elections is refused");
  }

  @Test
  void refusesPeersWithoutTheirClients() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--against", "zookeeper");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err())
        .contains("--against 'zookeeper' is refused", "allowed in a checkout, by ./incumbent");
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
