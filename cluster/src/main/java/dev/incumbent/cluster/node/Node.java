package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.election.Coordinator;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node of the coordinator, embedded in this process.
 *
 * <pre>{@code
 * NodeConfig config = NodeConfig.of("127.0.0.1:7480", Path.of("data")).bootstrap(true).build();
 * try (Node node = Node.start(config);
 *     Coordinator coordinator = node.connect(ClientConfig.of("me"))) { … }
 * }</pre>
 *
 * <p>Guarantees: S-8, S-10, S-11. A node that must not start (wrong, damaged, emptied or copied
 * data folder; an address in use, or not allowed) refuses, and nothing takes part in Raft before a
 * majority of the nodes, itself counted, knows of this start.
 *
 * <p>NOT guaranteed: transport security. The node listens at loopback, and elsewhere only if told
 * so. A copied data folder is found out only if a peer that saw a later start answers.
 *
 * <p>Threads: safe for use by any thread. All threads of a node are daemons.
 *
 * <p>Errors: a refusal is a {@link dev.incumbent.error.RejectedException} that says what to do:
 * thrown by {@link #start} if this machine can tell, else by {@link #awaitReady} and {@link
 * #stopped}, because it takes a peer's answer.
 */
public final class Node implements AutoCloseable {
  private final NodeConfig config;
  private final NodeRuntime runtime;

  private Node(NodeConfig config) {
    this.config = config;
    this.runtime = new NodeRuntime(config, SystemSources.ofMachine());
  }

  /**
   * Starts a node. When it returns the node listens, and forms or joins its cluster in the
   * background.
   *
   * @throws dev.incumbent.error.RejectedException if it must not start
   */
  public static Node start(NodeConfig config) {
    Node node = new Node(config);
    node.runtime.start();
    return node;
  }

  /** Its front address, {@code host:port}. */
  public String address() {
    return config.listen().toString();
  }

  /** Its random id, made with its data folder. */
  public String id() {
    return runtime.folder().identity().node().toString();
  }

  /** The id of its cluster, once that was formed. */
  public Optional<String> cluster() {
    return runtime.folder().identity().group().map(group -> group.cluster().toString());
  }

  /** The whole cluster as a coordinator's URI. */
  public String uri() {
    return "incumbent://"
        + String.join(",", runtime.members().stream().map(Address::toString).toList());
  }

  /** Whether it listens beyond loopback, where there is no transport security. */
  public boolean isInsecure() {
    return runtime.insecure();
  }

  /** Connects to the whole cluster, as any client does; close it before the node. */
  public Coordinator connect(ClientConfig clientConfig) {
    return Coordinators.connect(uri(), clientConfig);
  }

  /**
   * Waits until the node has become the leader, or follows one, for the first time.
   *
   * @return false if that took longer than {@code timeout}
   * @throws dev.incumbent.error.RejectedException if the node was refused
   * @throws IllegalStateException if it was closed, or failed
   */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    try {
      runtime.ready().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IncumbentException refused) {
        throw refused;
      }
      throw new IllegalStateException("the node has stopped", e.getCause());
    }
  }

  /**
   * Completes when the node has stopped: normally after {@link #close}, exceptionally, with the
   * reason, if it was refused or failed by itself.
   */
  public CompletionStage<Void> stopped() {
    return runtime.stopped().minimalCompletionStage();
  }

  /**
   * Stops in good order, within five seconds: hands Raft leadership over, tells clients to move
   * elsewhere (which is no closing by their side), and lets go of the data folder. Idempotent.
   */
  @Override
  public void close() {
    runtime.close();
  }
}
