package dev.incumbent.cli;

import static dev.incumbent.cli.CommandProcesses.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exit code 4 on real processes: a change was sent, and whoever has to answer it is stopped.
 *
 * <p>A client learns its node's own address, and would go around any proxy. So the node has a name
 * that means one loopback address to itself, and to a client that is to be watched another.
 */
@Timeout(240)
class UnansweredChangeTest {
  private static final String HOST = "node.incumbent.test";

  @TempDir static Path folder;
  private static int port;
  private static Children nodes;
  private static Child node;
  private static List<String> direct = List.of();
  private static List<String> watched = List.of();
  private static int elections;

  private final String election = "orders-" + ++elections;
  private CommandProcesses commands;

  @BeforeAll
  static void startNode() throws Exception {
    direct = hosts("direct", "127.0.0.1");
    watched = hosts("watched", "127.0.0.2");
    List<Integer> ports = Children.freePorts(2);
    port = ports.get(0);
    nodes = new Children(folder);
    CompletableFuture<String> ready = new CompletableFuture<>();
    String listen = "server --bootstrap --listen " + address() + " --raft-port " + ports.get(1);
    String call = Main.class.getName() + " " + listen + " --data " + folder.resolve("data");
    node = nodes.java("node", direct, List.of(call.split(" ", -1)), ready::complete);
    assertThat(ready.get(90, TimeUnit.SECONDS)).startsWith("ready " + address());
  }

  private static String address() {
    return HOST + ":" + port;
  }

  /** What tells a JVM which address the node's name means. */
  private static List<String> hosts(String name, String address) throws Exception {
    Path file = Files.writeString(folder.resolve(name), address + " " + HOST + "\n");
    return List.of("-Djdk.net.hosts.file=" + file);
  }

  @AfterAll
  static void stopNode() {
    nodes.close();
  }

  @BeforeEach
  void setUp() {
    commands = new CommandProcesses(folder, "incumbent://" + address());
  }

  @AfterEach
  void stopCommands() {
    commands.close();
  }

  /** Leads until it is told to stop; its first line is token and grant. */
  private CommandProcesses.Running lead(String ttl) {
    String script = "echo $INCUMBENT_TOKEN $INCUMBENT_GRANT; exec sleep 600";
    return commands.start(
        direct, "run", election, "--as=anna", "--ttl=" + ttl, "--", "sh", "-c", script);
  }

  @Test
  void s9_aWriteWhoseNodeIsStoppedOnceItWasSentIsUnknown() throws Exception {
    String[] leads = lead("30s").line().split(" ", -1);
    String value = "x".repeat(48 * 1024);
    InetAddress at = InetAddress.getByName("127.0.0.2");
    try (TriggerProxy proxy = new TriggerProxy(at, port, 32 * 1024, () -> node.signal("STOP"))) {
      assertFailed(put(watched, value, leads), ExitCode.UNKNOWN, "outcome-unknown");
      assertThat(proxy.isTriggered()).isTrue();
    }
    node.signal("CONT");

    CommandLineRun get = commands.run(direct, "get", election);
    assertThat(get.exitCode()).as(get.err()).isIn(ExitCode.DONE, ExitCode.NO);
    assertThat(get.out()).isIn(value, "");
  }

  private CommandLineRun put(List<String> vmOptions, String value, String... leads)
      throws Exception {
    return commands.run(
        vmOptions,
        "put",
        election,
        value,
        "--election=" + election,
        "--token=" + leads[0],
        "--grant=" + leads[1],
        "--timeout=6s",
        "--json");
  }

  /** The same value and way, and nobody stops the node: so it is the stopping that is unknown. */
  @Test
  void aWriteThroughTheSameProxyIsAnswered() throws Exception {
    String[] leads = lead("30s").line().split(" ", -1);
    InetAddress at = InetAddress.getByName("127.0.0.2");
    try (TriggerProxy proxy = new TriggerProxy(at, port, 32 * 1024, () -> {})) {
      CommandLineRun put = put(watched, "x".repeat(48 * 1024), leads);
      assertThat(put.exitCode()).as(put.err()).isZero();
      assertThat(proxy.isTriggered()).isTrue();
    }
  }

  @Test
  void aRevocationIsUnknownWhileItsHolderIsStoppedAndHappensAllTheSame() throws Exception {
    CommandProcesses.Running holder = lead("15s");
    String token = holder.line().split(" ", -1)[0];
    holder.child().signal("STOP");
    CommandLineRun revoke =
        commands.run(direct, "revoke", election, "--token", token, "--timeout=6s", "--json");
    assertFailed(revoke, ExitCode.UNKNOWN, "outcome-unknown");

    CommandLineRun again = commands.run(direct, "revoke", election, "--token", token);
    assertThat(again.exitCode()).as(again.err()).isIn(ExitCode.DONE, ExitCode.NO);
    assertThat(commands.run(direct, "show", election).out()).contains("revoked");
  }

  @Test
  void aHandOverIsUnknownWhileItsHolderIsStopped() throws Exception {
    CommandProcesses.Running holder = lead("60s");
    assertThat(holder.line()).isNotEmpty();
    commands.start(direct, "run", election, "--as", "bert", "--", "sleep", "600");
    awaitShown("bert");
    holder.child().signal("STOP");

    CommandLineRun handover =
        commands.run(
            direct, "--quiet", "handover", election, "--to=bert", "--timeout=6s", "--json");
    assertFailed(handover, ExitCode.UNKNOWN, "outcome-unknown");
  }

  private void awaitShown(String word) throws Exception {
    CommandLineRun show = commands.run(direct, "show", election);
    for (int i = 0; i < 60 && !show.out().contains(word); i++) {
      show = commands.run(direct, "show", election);
    }
    assertThat(show.out()).contains(word);
  }
}
