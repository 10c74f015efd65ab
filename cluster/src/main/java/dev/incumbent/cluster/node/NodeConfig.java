package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.EngineTimings;
import dev.incumbent.cluster.folder.Address;
import dev.incumbent.coordinator.StateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * How a node is started: immutable, validated when built.
 *
 * @param listen its front address, where clients and peers reach it; the peers name it by this text
 * @param raft where its peers' Raft engines reach it; by default the front port plus 100
 * @param peers the front addresses of all nodes, this one included; the same list everywhere. Empty
 *     means: those that the data folder names, or this node alone if a new cluster is formed
 * @param data its data folder
 * @param bootstrap take part in forming a new cluster if the folder is empty; ignored otherwise
 * @param insecureNetwork allows a private address beyond loopback, unencrypted and unauthenticated
 * @param settings what all nodes must have alike; fixed when the cluster is formed
 * @param timings of Raft
 */
public record NodeConfig(
    Address listen,
    Address raft,
    List<Address> peers,
    Path data,
    boolean bootstrap,
    boolean insecureNetwork,
    Settings settings,
    EngineTimings timings) {
  /** The front port if nothing else is said. */
  public static final int DEFAULT_PORT = 7480;

  /** How far the Raft port is from the front port if nothing else is said. */
  public static final int RAFT_PORT_OFFSET = 100;

  /**
   * What the cluster was, or will be, formed with; empty means the default, or what it has.
   *
   * @param maxTtl the longest time to live of a session
   * @param historyKept how many ended leaderships are kept an election
   */
  public record Settings(Optional<Duration> maxTtl, OptionalInt historyKept) {
    public Settings {
      StateConfig defaults = StateConfig.defaults();
      maxTtl.ifPresent(defaults::withMaxTtl);
      historyKept.ifPresent(defaults::withHistoryKept);
    }
  }

  public NodeConfig {
    peers = List.copyOf(peers);
    if (!peers.isEmpty()) {
      requirePeers(listen, peers);
    }
  }

  private static void requirePeers(Address listen, List<Address> peers) {
    TreeSet<Address> distinct = new TreeSet<>(peers);
    if (distinct.size() < peers.size()) {
      throw new IllegalArgumentException(
          "peer list " + text(peers) + " names an address twice: allowed each once");
    }
    if (!distinct.contains(listen)) {
      throw new IllegalArgumentException(
          "peer list "
              + text(peers)
              + " lacks this node's own address "
              + listen
              + ": allowed a list of all nodes, written as each of them listens");
    }
    requireSize(peers);
  }

  private static void requireSize(List<Address> peers) {
    int nodes = peers.size();
    if (nodes == 2) {
      throw new IllegalArgumentException(
          "peer list "
              + text(peers)
              + " has 2 nodes, which survive no crash (a majority of 2 is 2): allowed 1, 3, 5 or 7");
    }
    if (nodes % 2 == 0 || nodes > 7) {
      String why =
          nodes > 7
              ? "more than 7 make each change slower and survive no more crashes than anybody needs"
              : "an even number survives no more crashes than one node less";
      throw new IllegalArgumentException(
          "peer list "
              + text(peers)
              + " has "
              + nodes
              + " nodes ("
              + why
              + "): allowed 1, 3, 5 or 7");
    }
  }

  private static String text(List<Address> peers) {
    return String.join(",", peers.stream().map(Address::toString).toList());
  }

  /**
   * Starts a configuration of a node that listens at {@code address} and keeps its data in {@code
   * data}.
   *
   * @param address {@code host:port}
   */
  public static Builder of(String address, Path data) {
    return new Builder(Address.parse(address), data);
  }

  /** Builds a {@link NodeConfig}. Not for use by several threads. */
  public static final class Builder {
    private final Address listen;
    private final Path data;
    private OptionalInt raftPort = OptionalInt.empty();
    private List<Address> peers = List.of();
    private boolean bootstrap;
    private boolean insecureNetwork;
    private Optional<Duration> maxTtl = Optional.empty();
    private OptionalInt historyKept = OptionalInt.empty();
    private EngineTimings timings = EngineTimings.defaults();

    private Builder(Address listen, Path data) {
      this.listen = listen;
      this.data = data;
    }

    /** The front addresses of all nodes, this one included. */
    public Builder peers(String... addresses) {
      return peers(List.of(addresses));
    }

    /** The front addresses of all nodes, this one included. */
    public Builder peers(List<String> addresses) {
      peers = addresses.stream().map(Address::parse).toList();
      return this;
    }

    /** Takes part in forming a new cluster if the data folder is empty. */
    public Builder bootstrap(boolean value) {
      bootstrap = value;
      return this;
    }

    /** The port of Raft on the same host. */
    public Builder raftPort(int port) {
      raftPort = OptionalInt.of(port);
      return this;
    }

    /** Allows to listen at a private address beyond loopback: whoever reaches it is served. */
    public Builder insecureNetwork(boolean value) {
      insecureNetwork = value;
      return this;
    }

    /** The longest time to live of a session, default 60 s; the same at all nodes. */
    public Builder maxTtl(Duration value) {
      maxTtl = Optional.of(value);
      return this;
    }

    /** How many ended leaderships are kept an election, default 16; the same at all nodes. */
    public Builder historyKept(int value) {
      historyKept = OptionalInt.of(value);
      return this;
    }

    /** The range of Raft's election timeout, default 150 to 300 ms. */
    public Builder electionTimeout(Duration min, Duration max) {
      timings = new EngineTimings(min, max, timings.requestTimeout());
      return this;
    }

    public NodeConfig build() {
      int port = raftPort.orElse(listen.port() + RAFT_PORT_OFFSET);
      Address raft = listen.withPort(port);
      if (raft.equals(listen)) {
        throw new IllegalArgumentException(
            "raft port " + port + " is the front port: allowed another one");
      }
      return new NodeConfig(
          listen,
          raft,
          peers,
          data,
          bootstrap,
          insecureNetwork,
          new Settings(maxTtl, historyKept),
          timings);
    }
  }
}
