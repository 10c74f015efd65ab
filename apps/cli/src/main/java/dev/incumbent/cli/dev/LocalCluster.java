package dev.incumbent.cli.dev;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.ExitCode;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.faults.lab.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * A cluster of {@code server} processes on loopback, or each on a host of its own.
 *
 * <p>Threads: for use by one.
 */
public final class LocalCluster {
  /**
   * The options of a node's JVM, unless somebody knows better. The nodes share one machine with
   * what is tried on them: the optimizing compiler would take its cores away for the first minutes.
   */
  public static final List<String> VM_OPTIONS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Children children;
  private final List<String> vmOptions;
  private final List<Seat> seats;
  private final Path folder;
  private final TreeMap<Integer, Child> running = new TreeMap<>();

  /**
   * A cluster on loopback that listens on these ports, one a node, with a data folder each below
   * {@code folder}.
   */
  public LocalCluster(
      Children children,
      List<String> vmOptions,
      List<Integer> ports,
      List<Integer> raftPorts,
      Path folder) {
    this(
        children,
        vmOptions,
        IntStream.range(0, ports.size())
            .mapToObj(node -> Seat.onLoopback(ports.get(node), raftPorts.get(node)))
            .toList(),
        folder);
  }

  private LocalCluster(Children children, List<String> vmOptions, List<Seat> seats, Path folder) {
    this.children = children;
    this.vmOptions = List.copyOf(vmOptions);
    this.seats = List.copyOf(seats);
    this.folder = folder;
  }

  /** A cluster with a host of a lab for each node, and the same ports on each. */
  public static LocalCluster onHosts(
      Children children, List<Host> hosts, int port, int raftPort, Path folder) {
    List<Seat> seats =
        hosts.stream().map(h -> new Seat(h.address(), port, raftPort, h::inside)).toList();
    return new LocalCluster(children, VM_OPTIONS, seats, folder);
  }

  /** Starts every node and waits until each has said that it is ready. */
  public void startAll() throws InterruptedException {
    List<CompletableFuture<Void>> ready = new ArrayList<>();
    for (int node = 0; node < seats.size(); node++) {
      ready.add(start(node));
    }
    for (int node = 0; node < seats.size(); node++) {
      await(node, ready.get(node));
    }
  }

  /**
   * Starts one node again, on the folder that it had; completes when it has said that it is ready.
   */
  public CompletableFuture<Void> start(int node) {
    CompletableFuture<Void> ready = new CompletableFuture<>();
    Child child =
        children.java(
            seats.get(node).inside(),
            name(node),
            vmOptions,
            call(node),
            line -> ready.complete(null));
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

  /** As {@link #start}, and waits until it is ready. */
  public void startAndAwait(int node) throws InterruptedException {
    await(node, start(node));
  }

  private List<String> call(int node) {
    Seat seat = seats.get(node);
    List<String> call = new ArrayList<>(List.of("dev.incumbent.cli.Main", "server"));
    call.addAll(List.of("--listen", seat.address()));
    call.addAll(List.of("--raft-port", Integer.toString(seat.raftPort())));
    call.addAll(List.of("--peers", peers()));
    call.addAll(List.of("--data", folder.resolve(name(node)).toString()));
    call.add("--bootstrap");
    if (!seat.onLoopback()) {
      call.add("--insecure-network");
    }
    return call;
  }

  private static String name(int node) {
    return "node-" + (node + 1);
  }

  /** The process of a node, which may have ended. */
  public Child process(int node) {
    Child child = running.get(node);
    if (child == null) {
      throw new IllegalArgumentException("node " + node + " was never started");
    }
    return child;
  }

  public int size() {
    return seats.size();
  }

  public String address(int node) {
    return seats.get(node).address();
  }

  /** Where the nodes listen, in order. */
  public List<String> addresses() {
    return seats.stream().map(Seat::address).toList();
  }

  /** The URI by which clients reach it. */
  public String uri() {
    return "incumbent://" + peers();
  }

  private String peers() {
    return String.join(",", addresses());
  }

  private void await(int node, CompletableFuture<Void> ready) throws InterruptedException {
    try {
      ready.get(START_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new CommandFailedException(
          ExitCode.FAILED,
          Failure.of(
              FailureCode.UNAVAILABLE,
              "node " + address(node) + " did not start: " + children.lastWords(name(node))));
    }
  }
}
