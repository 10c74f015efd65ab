package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.spi.ClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The table of exit codes, at a real node and at none. */
@Timeout(180)
class ExitCodeTest {
  @TempDir Path folder;

  @Test
  void saysNoToWhatIsStaleMissingOrDiffers() throws Exception {
    try (Node node = start();
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      Leadership leads = lead(coordinator);
      String[] token = {"--token", leads.token().toString()};
      String[] writer = {"--election", "orders", "--grant", leads.grant().toString()};
      String uri = node.uri();

      code(ExitCode.DONE, uri, join(writer, token, "put", "k", "v"));
      code(ExitCode.NO, uri, join(writer, token, "put", "k", "w", "--if-version", "77"));
      code(ExitCode.NO, uri, join(writer, token, "delete", "k", "--if-version", "77"));
      code(ExitCode.NO, uri, "get", "none");
      code(ExitCode.NO, uri, "show", "none");
      code(ExitCode.NO, uri, "handover", "orders", "--to", "nobody");
      code(ExitCode.NO, uri, "revoke", "none", "--token", "1");
      neverGranted(uri, writer);

      code(ExitCode.DONE, uri, "revoke", "orders", "--token", leads.token().toString());
      code(ExitCode.NO, uri, join(writer, token, "put", "k", "w"));
      assertThat(code(ExitCode.DONE, uri, "get", "k").out()).contains("\"value\":\"v\"");
    }
  }

  private static void neverGranted(String uri, String... writer) {
    String[] above = {"--token", "5000"};
    CommandLineRun never = code(ExitCode.BAD_INPUT, uri, join(writer, above, "put", "k", "w"));
    assertThat(never.err())
        .contains("\"code\":\"rejected\"", "token '5000' is larger than any granted")
        .contains("\"value\":\"5000\",\"allowed\":\"1\"");
    code(ExitCode.BAD_INPUT, uri, join(writer, above, "delete", "k"));
  }

  @Test
  void cannotReachACoordinatorThatIsNotThereOrSaysNothing() throws Exception {
    String nobody = "incumbent://127.0.0.1:" + port();
    code(ExitCode.UNREACHABLE, nobody, "--timeout", "1s", "get", "k");
    code(ExitCode.UNREACHABLE, nobody, "--timeout", "1s", "show", "orders");
    code(ExitCode.UNREACHABLE, nobody, "status");
    String grant = "0123456789abcdef0123456789abcdef";
    String[] put = {"put", "k", "v", "--election", "e", "--token", "1", "--grant", grant};
    code(ExitCode.UNREACHABLE, nobody, put);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String mute = "incumbent://127.0.0.1:" + silent.getLocalPort();
      code(ExitCode.UNREACHABLE, mute, "--timeout", "1s", "get", "k");
      code(ExitCode.UNREACHABLE, mute, join(put, new String[] {"--timeout", "1s"}));
    }
  }

  private static String[] join(String[] first, String[] second, String... last) {
    return Stream.of(last, first, second).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Runs it with {@code --json}, and returns what it printed. */
  private static CommandLineRun code(int code, String uri, String... arguments) {
    CommandLineRun run =
        CommandLineRun.of(join(arguments, new String[] {"--json", "--coordinator", uri}));
    String all = String.join(" ", arguments) + "\n" + run.out() + run.err();
    assertThat(run.exitCode()).as(all).isEqualTo(code);
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
    if (code != ExitCode.DONE && !run.err().isEmpty()) {
      JsonObject error =
          JsonParser.parseString(run.err()).getAsJsonObject().getAsJsonObject("error");
      assertThat(error.get("message").getAsString()).as(all).isNotEmpty();
    }
    return run;
  }

  private Node start() throws Exception {
    Node node =
        Node.start(
            NodeConfig.of("127.0.0.1:" + port(), folder.resolve("node"))
                .raftPort(port())
                .bootstrap(true)
                .build());
    assertThat(node.awaitReady(Duration.ofSeconds(60))).isTrue();
    return node;
  }

  private static int port() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Leadership lead(Coordinator coordinator) throws Exception {
    CompletableFuture<Leadership> leads = new CompletableFuture<>();
    Candidacy unused =
        coordinator.campaign(
            CampaignConfig.of(new ElectionName("orders"), new CandidateName("anna"))
                .finishAfterLoss()
                .build(),
            leadership -> {
              leads.complete(leadership);
              leadership.stopSignal().await();
            });
    return leads.get(60, TimeUnit.SECONDS);
  }
}
