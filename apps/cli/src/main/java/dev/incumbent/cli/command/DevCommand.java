package dev.incumbent.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.LocalCluster;
import dev.incumbent.cli.dev.TemporaryFolder;
import dev.incumbent.faults.lab.Host;
import dev.incumbent.faults.lab.Lab;
import dev.incumbent.faults.lab.LabUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dev}: a local cluster of real processes. */
@Command(
    name = "dev",
    description = {
      "Starts a local cluster of real processes on 127.0.0.1:7480 and up, and prints how to reach it.",
      "They end with this command, even by kill -9; a node that ends before is started again."
    })
public final class DevCommand implements Runnable {
  private static final int FIRST_PORT = 7480;
  private static final int RAFT_OFFSET = 100;

  /** Long enough that Ctrl-C, which ends the nodes too, is heard first. */
  private static final long RESTART_MILLIS = 1_000;

  @Option(names = "--nodes", paramLabel = "N", description = "1, 3 (default), 5 or 7.")
  private int nodes = 3;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the nodes keep their data; else a temporary folder, deleted at the end.")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "The first node's port, ${DEFAULT-VALUE}.")
  private int port = FIRST_PORT;

  @Option(
      names = "--hosts",
      description =
          "Put each node into a network namespace of its own (root, Linux), so that a game day can cut it off.")
  private boolean hosts;

  private final GlobalOptions options;
  private volatile boolean stopping;

  public DevCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    requireAllowed();
    Optional<Lab> lab = hosts ? Optional.of(openLab()) : Optional.empty();
    TemporaryFolder temporary = new TemporaryFolder("incumbent-dev-");
    Children children = new Children(logs(temporary));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping = true;
                  children.close();
                  lab.ifPresent(Lab::close);
                  temporary.close();
                },
                "incumbent-dev-stop"));
    Path folder = data == null ? temporary.path() : data;
    serve(lab.map(l -> onHosts(l, children, folder)).orElseGet(() -> here(children, folder)));
  }

  private void requireAllowed() {
    if (nodes != 1 && nodes != 3 && nodes != 5 && nodes != 7) {
      throw CommandFailedException.badInput(
          "--nodes "
              + nodes
              + " is refused: allowed 1, 3, 5 or 7"
              + (nodes == 2 ? "; two voters survive no crash" : ""));
    }
    if (port < 1 || port + RAFT_OFFSET + nodes > 65_536) {
      throw CommandFailedException.badInput(
          "--port " + port + " is refused: allowed 1 to " + (65_536 - RAFT_OFFSET - nodes));
    }
  }

  private static Lab openLab() {
    try {
      return Lab.openReachable();
    } catch (LabUnavailableException e) {
      throw CommandFailedException.badInput(
          "--hosts is refused: it needs root and Linux's network namespaces; " + e.getMessage());
    }
  }

  private LocalCluster here(Children children, Path folder) {
    return new LocalCluster(
        children, LocalCluster.VM_OPTIONS, ports(port), ports(port + RAFT_OFFSET), folder);
  }

  private LocalCluster onHosts(Lab lab, Children children, Path folder) {
    List<Host> own = IntStream.rangeClosed(1, nodes).mapToObj(n -> lab.host("n" + n)).toList();
    options
        .output()
        .note(
            "the nodes listen on private addresses, so they get --insecure-network: every process"
                + " of this machine may talk to them, and nobody beyond it");
    return LocalCluster.onHosts(children, own, port, port + RAFT_OFFSET, folder);
  }

  private void serve(LocalCluster cluster) {
    try {
      cluster.startAll();
      options
          .output()
          .answer(() -> "export INCUMBENT_COORDINATOR=" + cluster.uri(), () -> object(cluster));
      options.output().note("ready; Ctrl-C ends it");
      keep(cluster);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts again what ends by itself, or by somebody's kill. */
  private void keep(LocalCluster cluster) throws InterruptedException {
    while (!stopping) {
      Thread.sleep(RESTART_MILLIS);
      for (int node = 0; node < cluster.size(); node++) {
        if (!stopping && !cluster.process(node).isAlive()) {
          options.output().note("node " + cluster.address(node) + " has ended; starting it again");
          var unused = cluster.start(node);
        }
      }
    }
    new CountDownLatch(1).await();
  }

  private Path logs(TemporaryFolder temporary) {
    try {
      return data == null ? temporary.path() : Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make folder " + data, e);
    }
  }

  private List<Integer> ports(int first) {
    return IntStream.range(first, first + nodes).boxed().toList();
  }

  private static JsonObject object(LocalCluster cluster) {
    JsonObject object = new JsonObject();
    object.addProperty("coordinator", cluster.uri());
    JsonArray processes = new JsonArray();
    for (int node = 0; node < cluster.size(); node++) {
      JsonObject process = new JsonObject();
      process.addProperty("address", cluster.address(node));
      process.addProperty("pid", cluster.process(node).pid());
      processes.add(process);
    }
    object.add("nodes", processes);
    return object;
  }
}
