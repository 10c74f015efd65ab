package dev.incumbent.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.ExitCode;
import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} as a process: what comes at a bad moment. */
@Timeout(240)
class RunProcessTest {
  /** A command that goes on until it is told to stop, and then exits with 7. */
  private static final String UNTIL_TERM =
      "trap 'exit 7' TERM; echo $INCUMBENT_TOKEN >> runs; while :; do sleep 0.1; done";

  @TempDir Path folder;
  private int port;
  private int raftPort;
  private Node node;

  @BeforeEach
  void startNode() throws Exception {
    port = port();
    raftPort = port();
    node = node();
  }

  @AfterEach
  void stopNode() {
    node.close();
  }

  /** The command sends it to {@code run} as the first thing it does. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void passesOnASignalThatComesWhileTheCommandIsBeingStarted(String signal) throws Exception {
    Ignored.assumeNot(signal);
    String wrapper = "read -r stat < /proc/$PPID/stat; set -- ${stat##*) }; ";
    String script = "trap 'exit 40' " + signal + "; kill -" + signal + " $2; ";
    try (RunProcess run = job("a", wrapper + script + "while :; do sleep 0.1; done")) {
      assertThat(run.exitCode()).as(run.text()).isEqualTo(40);
    }
  }

  /** Nobody takes the leadership away: the supervisor stops the command, a grace before its end. */
  @Test
  void runsAgainWhenItWasStoppedWhileTheLeaseWasStillValid() throws Exception {
    String second = "test -e runs && { echo $INCUMBENT_TOKEN >> runs; exit 5; }; ";
    try (RunProcess run = job("a", second + UNTIL_TERM, "--grace", "2s")) {
      awaitRun(1);
      node.close();
      run.awaitSaid("the command exited with 7");
      node = node();
      assertThat(run.exitCode()).as(run.text()).isEqualTo(5);
      assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }
  }

  /** It never goes on unsupervised: the command is gone before {@code run} is. */
  @Test
  void failsAndLeavesNothingBehindWhenItsCompanionIsKilled() throws Exception {
    try (RunProcess run = job("a", "echo $$ > pid; " + UNTIL_TERM)) {
      awaitRun(1);
      run.companion().destroyForcibly();
      assertThat(run.exitCode()).as(run.text()).isEqualTo(ExitCode.FAILED);
      assertThat(run.text()).contains("the companion process failed").doesNotContain("\tat ");
      long command = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
      // Who has ended, and was not yet asked for by its parent, has no program any more.
      assertThat(ProcessHandle.of(command).flatMap(it -> it.info().command())).isEmpty();
    }
  }

  /** Nobody was there to say that it is not its turn. */
  @Test
  void saysThatItsTurnDidNotComeForWantOfACoordinator() throws Exception {
    node.close();
    try (RunProcess run = job("a", "echo ran > ran", "--wait", "1s")) {
      assertThat(run.exitCode()).as(run.text()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(run.text()).contains("not to be had within 1000 ms").doesNotContain("\tat ");
      assertThat(folder.resolve("ran")).doesNotExist();
    }
  }

  private Node node() throws Exception {
    Node started =
        Node.start(
            NodeConfig.of("127.0.0.1:" + port, folder.resolve("node"))
                .raftPort(raftPort)
                .bootstrap(true)
                .build());
    assertThat(started.awaitReady(Duration.ofSeconds(60))).isTrue();
    return started;
  }

  private static int port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private RunProcess job(String name, String script, String... options) throws IOException {
    String[] end = {"--", "sh", "-c", "cd " + folder + "; " + script};
    return run(name, Stream.of(options, end).flatMap(Stream::of).toArray(String[]::new));
  }

  private RunProcess run(String name, String... rest) throws IOException {
    String[] start = {"--coordinator", node.uri(), "run", "orders", "--as", name};
    return RunProcess.start(
        folder.resolve(name + ".said"),
        Stream.of(start, rest).flatMap(Stream::of).toArray(String[]::new));
  }

  private void awaitRun(long token) {
    RunProcess.awaitIn(folder.resolve("runs"), token + "\n");
  }
}
