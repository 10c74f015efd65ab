package dev.incumbent.cli.server;

import com.google.gson.JsonObject;
import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.DurationConverter;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.Output;
import dev.incumbent.cluster.node.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: runs one node until it is told to stop. */
@Command(
    name = "server",
    description = {
      "Runs one node of a coordinator of 1, 3, 5 or 7; prints one line on stdout when it is ready.",
      "SIGTERM hands Raft leadership over, tells clients to move, and ends it within 5 s."
    })
public final class ServerCommand implements Runnable {
  private static final Duration POLL = Duration.ofHours(1);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read the settings from a YAML file instead.")
  private @Nullable Path config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where clients and peers reach this node.")
  private @Nullable String listen;

  @Option(
      names = "--raft-port",
      paramLabel = "P",
      description = "Where Raft listens; else the port plus 100.")
  private @Nullable Integer raftPort;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "All nodes, this one included, the same list everywhere.")
  private List<String> peers = List.of();

  @Option(names = "--data", paramLabel = "DIR", description = "The node's own data folder.")
  private @Nullable Path data;

  @Option(names = "--bootstrap", description = "Form a new cluster if the data folder is empty.")
  private boolean bootstrap;

  @Option(
      names = "--insecure-network",
      description =
          "Allow a private address beyond loopback, where whoever reaches it can do anything.")
  private boolean insecureNetwork;

  @Option(
      names = "--max-ttl",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "The longest time to live of a session, 60s; the same at all nodes.")
  private @Nullable Duration maxTtl;

  private final GlobalOptions options;

  public ServerCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ServerSettings settings = config == null ? fromOptions() : fromFile(config);
    Node node = Node.start(settings.toConfig());
    Runtime.getRuntime().addShutdownHook(new Thread(node::close, "incumbent-server-stop"));
    Output output = options.output();
    if (node.isInsecure()) {
      output.warn(
          "INSECURE: listening on "
              + node.address()
              + " without transport security; whoever reaches it can do anything");
    }
    try {
      while (!node.awaitReady(POLL)) {
        output.note("still waiting for the other nodes");
      }
      output.answer(() -> ready(node), () -> object(node));
      var unused = node.stopped().toCompletableFuture().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerSettings fromOptions() {
    if (listen == null || data == null) {
      throw CommandFailedException.badInput(
          (listen == null ? "--listen" : "--data")
              + " is missing: give --listen and --data, or --config");
    }
    return new ServerSettings(
        listen,
        Optional.ofNullable(raftPort),
        peers,
        data,
        bootstrap,
        insecureNetwork,
        new ServerSettings.Tuning(
            Optional.ofNullable(maxTtl), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private ServerSettings fromFile(Path file) {
    if (listen != null || data != null || !peers.isEmpty() || bootstrap || insecureNetwork) {
      throw CommandFailedException.badInput(
          "--config " + file + " is given together with other settings: allowed one or the other");
    }
    return ServerFile.read(file);
  }

  private static String ready(Node node) {
    return "ready "
        + node.address()
        + " node "
        + node.id()
        + " cluster "
        + node.cluster().orElse("");
  }

  private static JsonObject object(Node node) {
    JsonObject object = new JsonObject();
    object.addProperty("ready", node.address());
    object.addProperty("node", node.id());
    object.addProperty("cluster", node.cluster().orElse(null));
    return object;
  }
}
