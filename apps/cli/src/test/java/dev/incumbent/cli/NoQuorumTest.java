package dev.incumbent.cli;

import static dev.incumbent.cli.CommandProcesses.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code 3 on real processes: two of three nodes are down. */
@Timeout(240)
class NoQuorumTest {
  @TempDir Path folder;
  private Children nodes;
  private LocalCluster cluster;
  private CommandProcesses commands;
  private String[] writer = {};

  @BeforeEach
  void startThreeAndWrite() throws Exception {
    nodes = new Children(folder);
    List<Integer> ports = Children.freePorts(6);
    cluster =
        new LocalCluster(
            nodes, List.of("-Xmx256m"), ports.subList(0, 3), ports.subList(3, 6), folder);
    cluster.startAll();
    commands = new CommandProcesses(folder, cluster.uri());
    String script = "echo $INCUMBENT_TOKEN $INCUMBENT_GRANT; exec sleep 600";
    String[] leads =
        commands
            .start(List.of(), "run", "orders", "--ttl=60s", "--", "sh", "-c", script)
            .line()
            .split(" ", -1);
    writer = new String[] {"--election=orders", "--token=" + leads[0], "--grant=" + leads[1]};
    assertThat(put("first").exitCode()).isZero();
  }

  @AfterEach
  void stopAll() {
    commands.close();
    nodes.close();
  }

  private CommandLineRun put(String value) throws Exception {
    return commands.run("put", "k", value, writer[0], writer[1], writer[2], "--json");
  }

  /** What is refused meanwhile took no effect: it is not there once they are back. */
  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void s10_answersNoQuorumAndStaleReadsOnly(String signal) throws Exception {
    cluster.process(0).signal(signal);
    cluster.process(1).signal(signal);

    assertFailed(put("second"), ExitCode.UNREACHABLE, "no-quorum");
    assertFailed(commands.run("get", "k", "--json"), ExitCode.UNREACHABLE, "no-quorum");
    assertFailed(commands.run("show", "orders", "--json"), ExitCode.UNREACHABLE, "no-quorum");
    CommandLineRun run = commands.run("run", "orders", "--as=bert", "--wait=2s", "--", "true");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNREACHABLE);
    assertDegraded(commands.run("status", "--json"));
    CommandLineRun stale = commands.run("get", "k", "--stale");
    assertThat(stale.exitCode()).as(stale.err()).isZero();
    assertThat(stale.out()).isEqualTo("first");
    assertThat(stale.err()).contains("stale");

    bringBackOne(signal);
    assertThat(commands.run("status", "--wait=60s").exitCode()).isZero();
    assertThat(commands.run("get", "k", "--json").out())
        .contains("\"value\":\"first\"", "\"version\":1");
  }

  private static void assertDegraded(CommandLineRun status) {
    assertThat(status.exitCode()).as(status.out() + status.err()).isEqualTo(ExitCode.UNREACHABLE);
    JsonObject said = JsonParser.parseString(status.out()).getAsJsonObject();
    assertThat(said.get("quorum").getAsBoolean()).isFalse();
    assertThat(said.get("degraded").getAsBoolean()).isTrue();
  }

  private void bringBackOne(String signal) throws Exception {
    if (signal.equals("STOP")) {
      cluster.process(0).signal("CONT");
    } else {
      cluster.start(0).get(90, TimeUnit.SECONDS);
    }
  }
}
