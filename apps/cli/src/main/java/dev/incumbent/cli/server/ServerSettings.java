package dev.incumbent.cli.server;

import dev.incumbent.cluster.node.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a node was asked for, on the command line or in a file; {@link NodeConfig} validates it.
 *
 * @param peers empty means what the data folder says, or this node alone
 */
record ServerSettings(
    String listen,
    Optional<Integer> raftPort,
    List<String> peers,
    Path data,
    boolean bootstrap,
    boolean insecureNetwork,
    Tuning tuning) {
  /** What has a default and is the same at all nodes. */
  record Tuning(
      Optional<Duration> maxTtl,
      Optional<Integer> history,
      Optional<Duration> electionTimeoutMin,
      Optional<Duration> electionTimeoutMax) {}

  private static final Duration DEFAULT_TIMEOUT_MIN = Duration.ofMillis(150);
  private static final Duration DEFAULT_TIMEOUT_MAX = Duration.ofMillis(300);

  NodeConfig toConfig() {
    NodeConfig.Builder builder =
        NodeConfig.of(listen, data).bootstrap(bootstrap).insecureNetwork(insecureNetwork);
    if (!peers.isEmpty()) {
      builder.peers(peers);
    }
    raftPort.ifPresent(builder::raftPort);
    tuning.maxTtl().ifPresent(builder::maxTtl);
    tuning.history().ifPresent(builder::historyKept);
    if (tuning.electionTimeoutMin().isPresent() || tuning.electionTimeoutMax().isPresent()) {
      builder.electionTimeout(
          tuning.electionTimeoutMin().orElse(DEFAULT_TIMEOUT_MIN),
          tuning.electionTimeoutMax().orElse(DEFAULT_TIMEOUT_MAX));
    }
    return builder.build();
  }
}
