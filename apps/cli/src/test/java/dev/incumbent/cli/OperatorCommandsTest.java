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
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.spi.ClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator commands, at a real node. */
@Timeout(180)
class OperatorCommandsTest {
  @TempDir Path folder;

  @Test
  void pausesAndResumesAnElection() throws Exception {
    try (Node node = start("node");
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      Leadership first = lead(coordinator, "orders", fence("ledger", 0));

      refused(run(node, "pause", "nothing"), ExitCode.NO, "there is no election 'nothing'");
      done(run(node, "pause", "orders"), "'orders' is paused");
      done(run(node, "list"), "orders  led by anna", ", paused");
      done(run(node, "status"), "orders  paused");
      refused(run(node, "handover", "orders", "--to", "bert"), ExitCode.NO, "is paused");
      done(run(node, "pause", "orders", "--revoke"), "token " + first.token() + " is revoked");
      done(run(node, "resume", "orders"), "'orders' is resumed");

      done(
          run(node, "show", "orders"),
          "operators  newest first",
          "  resumed",
          "  revoked token " + first.token(),
          "  paused");
    }
  }

  @Test
  void retiresForgetsConfirmsAndRaises() throws Exception {
    try (Node node = start("node");
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      String token = lead(coordinator, "orders", fence("ledger", 0)).token().toString();
      String other = lead(coordinator, "mail", fence("post", 0)).token().toString();
      done(run(node, "revoke", "orders", "--token", token), "is revoked");

      refused(run(node, "fence", "retire", "orders", "post"), ExitCode.NO, "no fence 'post'");
      done(run(node, "fence", "retire", "orders", "ledger"), "fence 'ledger' is retired");
      refused(
          run(node, "predecessor", "forget", "orders", "--token", "77"),
          ExitCode.NO,
          "allowed " + token);
      done(run(node, "predecessor", "forget", "orders", "--token", token), "is forgotten");
      done(run(node, "confirm-dead", "mail", "--token", other), "is confirmed dead");
      done(run(node, "raise-floor", "orders", "--above", "5000"), "above 5000");

      done(run(node, "show", "orders"), "raised the floor above 5000", "retired fence 'ledger'");
      assertDead(json(run(node, "show", "mail", "--json")));
      assertThat(lead(coordinator, "new", fence("own", 0)).token().value()).isEqualTo(5_001);
    }
  }

  private static void assertDead(JsonObject shown) {
    JsonObject end = shown.getAsJsonArray("history").get(0).getAsJsonObject();
    assertThat(end.get("reason").getAsString()).isEqualTo("confirmed-dead");
    assertThat(end.get("detail").getAsString()).isEmpty();
    assertThat(shown.get("paused").getAsBoolean()).isFalse();
    assertThat(shown.get("predecessorCount").getAsInt()).isZero();
    assertThat(shown.getAsJsonArray("notes")).hasSize(1);
  }

  @Test
  void s1_raisesTheFloorByItselfAndShowsIt() throws Exception {
    try (Node node = start("node");
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      Leadership leadership = lead(coordinator, "orders", fence("ledger", 9_000));

      assertThat(leadership.token().value()).isEqualTo(9_001);
      done(
          run(node, "show", "orders"),
          "floor raised 1 times of 3 in an hour",
          "promotion-failed: fence 'ledger': token 1 is stale");
      done(run(node, "status"), "floor raised 1 times");
    }
  }

  @Test
  void showsWhichFenceFailsAPromotion() throws Exception {
    try (Node node = start("node");
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      campaign(coordinator, "orders", fence("ledger", 1L << 40), new CompletableFuture<>());

      CommandLineRun status = run(node, "status", "--json");
      for (int i = 0; i < 600 && !status.out().contains("promotion of"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        status = run(node, "status", "--json");
      }
      assertThat(status.out())
          .contains("\"election\":\"orders\"")
          .contains("failed: fence 'ledger'")
          .contains("was last claimed with token 1099511627776");
    }
  }

  /** Returns the cluster's id. */
  private String backUpLedAndFencedOrders(Path file) throws Exception {
    try (Node node = start("old");
        Coordinator coordinator = node.connect(ClientConfig.of("anna"))) {
      lead(coordinator, "orders", fence("ledger", 0));
      done(run(node, "backup", file.toString()), "bytes");
      return node.cluster().orElseThrow();
    }
  }

  @Test
  void restoresABackupIntoANewNode() throws Exception {
    Path file = folder.resolve("backup");
    String cluster = backUpLedAndFencedOrders(file);
    String data = folder.resolve("new").toString();

    done(
        CommandLineRun.of("restore", file.toString(), "--data", data),
        "will go on from a backup of cluster " + cluster,
        "last token 1");
    refused(
        CommandLineRun.of("restore", file.toString(), "--data", data),
        ExitCode.BAD_INPUT,
        "has a backup already");
    try (Node node = start("new")) {
      done(
          run(node, "show", "orders"),
          "attention  held off after a restore",
          "restored",
          "inherits   1 predecessors",
          "fences [ledger]");
      done(run(node, "status"), "restored: nothing is granted for another");
      assertThat(json(run(node, "status", "--json")).get("heldOffMillis").getAsLong())
          .isBetween(1L, 60_000L);
    }
  }

  private Node start(String name) throws Exception {
    Node node =
        Node.start(
            NodeConfig.of("127.0.0.1:" + port(), folder.resolve(name))
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

  private static CommandLineRun run(Node node, String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--coordinator";
    all[arguments.length + 1] = node.uri();
    return CommandLineRun.of(all);
  }

  private static void done(CommandLineRun run, String... words) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains(words);
  }

  private static void refused(CommandLineRun run, int exitCode, String... words) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(words);
  }

  private static JsonObject json(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  /** Campaigns as anna until it leads; the leadership goes on until the coordinator is closed. */
  private static Leadership lead(Coordinator coordinator, String election, Fence fence)
      throws Exception {
    CompletableFuture<Leadership> leads = new CompletableFuture<>();
    campaign(coordinator, election, fence, leads);
    return leads.get(60, TimeUnit.SECONDS);
  }

  private static void campaign(
      Coordinator coordinator, String election, Fence fence, CompletableFuture<Leadership> leads) {
    CampaignConfig config =
        CampaignConfig.of(new ElectionName(election), new CandidateName("anna"))
            .fencedBy(fence)
            .finishAfterLoss()
            .build();
    Candidacy unused =
        coordinator.campaign(
            config,
            leadership -> {
              leads.complete(leadership);
              leadership.stopSignal().await();
            });
  }

  /** A fence that has seen that token, and refuses all that are not larger. */
  private static Fence fence(String name, long highWater) {
    return new Fence() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void claim(Claim claim) {
        if (claim.token().value() <= highWater) {
          throw Failure.staleToken("scope " + name, claim.token().value(), highWater).toException();
        }
      }
    };
  }
}
