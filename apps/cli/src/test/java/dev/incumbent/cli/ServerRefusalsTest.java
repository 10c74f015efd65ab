package dev.incumbent.cli;

import static dev.incumbent.cli.CommandProcesses.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node as a process that must not start: code 2, one object that says why, no stack trace. */
@Timeout(240)
class ServerRefusalsTest {
  /** Of a file of the log; its first entry begins there. */
  private static final int HEADER_BYTES = 8;

  @TempDir Path folder;
  private CommandProcesses commands;
  private List<Integer> ports = List.of();

  @BeforeEach
  void setUp() {
    ports = Children.freePorts(6);
    commands = new CommandProcesses(folder, "incumbent://127.0.0.1:" + ports.get(0));
  }

  @AfterEach
  void stopAll() {
    commands.close();
  }

  private String address(int node) {
    return "127.0.0.1:" + ports.get(node);
  }

  /** How a node is started; {@code raft} is the number of its second port. */
  private String[] server(int node, int raft, String data, String... more) {
    String[] call = {
      "server",
      "--json",
      "--listen=" + address(node),
      "--raft-port=" + ports.get(raft),
      "--data=" + folder.resolve(data)
    };
    return Stream.of(call, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private CommandProcesses.Running started(String[] server) throws InterruptedException {
    CommandProcesses.Running running = commands.start(List.of(), server);
    assertThat(running.line()).contains("\"ready\":");
    return running;
  }

  private static void stop(CommandProcesses.Running running, String signal) throws Exception {
    running.child().signal(signal);
    assertThat(running.child().awaitEnd(CommandProcesses.PATIENCE)).isTrue();
  }

  private void refused(String[] server, String... words) throws Exception {
    CommandLineRun run = commands.run(server);
    assertThat(run.err()).contains(words);
    assertFailed(run, ExitCode.BAD_INPUT, "rejected");
  }

  @Test
  void refusesPortsInUse() throws Exception {
    try (ServerSocket front = new ServerSocket(ports.get(0), 1, InetAddress.getLoopbackAddress());
        ServerSocket raft = new ServerSocket(ports.get(1), 1, InetAddress.getLoopbackAddress())) {
      String inUse = "in use";
      refused(server(0, 2, "a", "--bootstrap"), inUse, "\"value\":\"" + address(0) + "\"");
      refused(server(2, 1, "b", "--bootstrap"), inUse, "127.0.0.1:" + raft.getLocalPort());
      assertThat(front.isBound()).isTrue();
    }
  }

  @Test
  void refusesTheFolderOfAnotherNodeOrCluster() throws Exception {
    CommandProcesses.Running node = started(server(0, 1, "data", "--bootstrap"));
    refused(server(2, 3, "data"), "is in use by process " + node.child().pid());
    stop(node, "TERM");

    refused(server(2, 3, "data"), "belongs to node", "at " + address(0));
    String peers = "--peers=" + address(0) + "," + address(2) + "," + address(3);
    refused(server(0, 1, "data", peers), "with the nodes [" + address(0) + "], not [");
    refused(server(0, 1, "none"), "is empty", "--bootstrap");
    refused(server(0, 1, "none", "--bootstrap", peers.replaceFirst(",[^,]*$", "")), "2 nodes");
  }

  /** It is given the folder of its own past: peers know a later start. */
  @Test
  void s11_refusesACopyOfItsOwnFolder() throws Exception {
    String peers = "--peers=" + address(0) + "," + address(1) + "," + address(2);
    CommandProcesses.Running first = commands.start(List.of(), node(0, peers));
    CommandProcesses.Running second = commands.start(List.of(), node(1, peers));
    CommandProcesses.Running third = commands.start(List.of(), node(2, peers));
    for (CommandProcesses.Running node : List.of(first, second, third)) {
      assertThat(node.line()).contains("\"ready\":");
    }
    stop(third, "TERM");
    copy(folder.resolve("n2"), folder.resolve("copy"));
    stop(started(node(2, peers)), "TERM");
    copy(folder.resolve("copy"), folder.resolve("n2"));

    refused(node(2, peers), "copy");
  }

  private String[] node(int number, String peers) {
    return server(number, number + 3, "n" + number, "--bootstrap", peers);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  void cutsOffATornLastEntryWithOneLineAndRefusesAnyOtherDamage() throws Exception {
    CommandProcesses.Running whole = started(server(0, 1, "data", "--bootstrap"));
    assertThat(commands.run("run", "orders", "--", "true").exitCode()).isZero();
    stop(whole, "KILL");
    Path log = log();
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(bytes, end(bytes) - 3));
    CommandProcesses.Running torn = started(server(0, 1, "data"));
    assertThat(commands.said(torn).lines().filter(l -> l.contains("is torn, cut off at byte")))
        .hasSize(1);
    stop(torn, "KILL");

    Path damaged = log();
    byte[] again = Files.readAllBytes(damaged);
    again[HEADER_BYTES + 9] ^= 1;
    Files.write(damaged, again);
    refused(server(0, 1, "data"), damaged.getFileName() + " is damaged at byte " + HEADER_BYTES);
  }

  /** The oldest file of the log. */
  private Path log() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      return files
          .filter(f -> f.getFileName().toString().matches("log_(inprogress_)?0(-\\d+)?"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Behind the last entry there is nothing but space for more. */
  private static int end(byte[] bytes) {
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
