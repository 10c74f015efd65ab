package dev.incumbent.cli.dev;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A cluster of {@code server} processes on loopback.
 *
 * <p>Threads: for use by one.
 */
public final class LocalCluster {
  /** The options of a node's JVM, unless somebody knows better. */
  public static final List<String> VM_OPTIONS = List.of("-Xmx512m");

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Children children;
  private final List<String> vmOptions;
  private final List<Integer> ports;
  private final List<Integer> raftPorts;
  private final Path folder;
  private final TreeMap<Integer, Child> running = new TreeMap<>();

  /**
   * A cluster that listens on these ports, one a node, with a data folder each below {@code
   * folder}.
   */
  public LocalCluster(
      Children children,
      List<String> vmOptions,
      List<Integer> ports,
      List<Integer> raftPorts,
      Path folder) {
    this.children = children;
    this.vmOptions = List.copyOf(vmOptions);
    this.ports = List.copyOf(ports);
    this.raftPorts = List.copyOf(raftPorts);
    this.folder = folder;
  }

  /** Starts every node and waits until each has said that it is ready. */
  public void startAll() throws InterruptedException {
    List<CompletableFuture<Void>> ready = new ArrayList<>();
    for (int node = 0; node < ports.size(); node++) {
      ready.add(start(node));
    }
    for (int node = 0; node < ports.size(); node++) {
      await(node, ready.get(node));
    }
  }

  /**
   * Starts one node again, on the folder that it had; completes when it has said that it is ready.
   */
  public CompletableFuture<Void> start(int node) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Child child =
        children.java("node-" + (node + 1), vmOptions, call(node), line -> ready.complete(null));
    running.put(node, child);
    var unused =
        child
            .onEnd()
            .thenRun(
                () ->
                    ready.completeExceptionally(
                        new IllegalStateException("ended before it was ready")));
    return ready;
  }

  private List<String> call(int node) {
    return List.of(
        "dev.incumbent.cli.Main",
        "server",
        "--listen",
        address(node),
        "--raft-port",
        raftPorts.get(node).toString(),
        "--peers",
        peers(),
        "--data",
        folder.resolve("node-" + (node + 1)).toString(),
        "--bootstrap");
  }

  /** The process of a node, which may have ended. */
  public Child process(int node) {
    Child child = running.get(node);
    if (child == null) {
      throw new IllegalArgumentException("node " + node + " was never started");
    }
    return child;
  }

  /** Which node listens on that address. */
  public int nodeAt(String address) {
    for (int node = 0; node < ports.size(); node++) {
      if (address(node).equals(address)) {
        return node;
      }
    }
    throw new IllegalArgumentException("no node of this cluster listens on '" + address + "'");
  }

  public int size() {
    return ports.size();
  }

  public String address(int node) {
    return "127.0.0.1:" + ports.get(node);
  }

  /** The URI by which clients reach it. */
  public String uri() {
    return "incumbent://" + peers();
  }

  private String peers() {
    return ports.stream().map(p -> "127.0.0.1:" + p).collect(Collectors.joining(","));
  }

  private void await(int node, CompletableFuture<Void> ready) throws InterruptedException {
    try {
      ready.get(START_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailedException(
          ExitCode.FAILED,
          Failure.of(
              FailureCode.UNAVAILABLE,
              "node " + address(node) + " did not start: " + lastWords(node)));
    }
  }

  private String lastWords(int node) {
    Path log = children.log("node-" + (node + 1));
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "see " + log : lines.get(lines.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
