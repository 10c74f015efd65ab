package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.RejectedException;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** Nodes on free ports of loopback, in this process. */
final class TestCluster implements AutoCloseable {
  static final Duration BOUND = Duration.ofSeconds(60);

  private final Path folder;
  private final List<Integer> ports;
  private final int size;
  private final Map<Integer, Node> running = new TreeMap<>();

  TestCluster(Path folder, int size) {
    this.folder = folder;
    this.size = size;
    this.ports = Ports.free(2 * size);
  }

  String address(int number) {
    return "127.0.0.1:" + ports.get(number);
  }

  Path folder(int number) {
    return folder.resolve("node" + number);
  }

  List<String> addresses() {
    List<String> all = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      all.add(address(number));
    }
    return all;
  }

  NodeConfig.Builder config(int number) {
    return NodeConfig.of(address(number), folder(number))
        .raftPort(ports.get(size + number))
        .peers(addresses());
  }

  Node start(int number, boolean bootstrap) {
    return start(number, config(number).bootstrap(bootstrap).build());
  }

  /** A node that was just stopped may still hold its folder: stopping is bounded. */
  Node start(int number, NodeConfig config) {
    long end = System.nanoTime() + BOUND.toNanos();
    Optional<Node> started = tryStart(config);
    while (started.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(10_000_000);
      started = tryStart(config);
    }
    Node node = started.orElseThrow();
    running.put(number, node);
    return node;
  }

  private static Optional<Node> tryStart(NodeConfig config) {
    try {
      return Optional.of(Node.start(config));
    } catch (RejectedException e) {
      if (String.valueOf(e.getMessage()).contains("is in use by another node in this process")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  void startAll(boolean bootstrap) throws InterruptedException {
    for (int number = 0; number < size; number++) {
      start(number, bootstrap);
    }
    awaitReady();
  }

  void awaitReady() throws InterruptedException {
    for (Node node : running.values()) {
      assertThat(node.awaitReady(BOUND)).as(node.address() + " is ready").isTrue();
    }
  }

  Node node(int number) {
    return Objects.requireNonNull(running.get(number));
  }

  void stop(int number) {
    Objects.requireNonNull(running.remove(number)).close();
  }

  /** Stops every node in good order, and starts it again. */
  void restart() throws InterruptedException {
    List.copyOf(running.keySet()).forEach(this::stop);
    startAll(false);
  }

  /** Stops all nodes but one; returns what starts them again. */
  Step stopMajority() {
    List<Integer> stopped = List.copyOf(running.keySet()).subList(1, size);
    stopped.forEach(this::stop);
    return () -> {
      stopped.forEach(number -> start(number, false));
      awaitReady();
    };
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }
}
