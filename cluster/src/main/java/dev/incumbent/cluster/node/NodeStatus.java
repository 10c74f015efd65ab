package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.engine.EngineStatus;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import dev.incumbent.coordinator.host.HostPorts;
import dev.incumbent.session.NodeView;
import dev.incumbent.spi.Counters;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the node says of itself, as far as it is not the session host's to say.
 *
 * <p>Threads: safe for use by any thread.
 */
final class NodeStatus implements HostPorts.Status {
  /** What does not change. */
  record Self(Group group, Group.Member member, boolean insecure) {}

  private static final EngineStatus.Log NO_LOG = new EngineStatus.Log(-1, -1, -1, -1, -1);

  private final Self self;
  private final NodeCounters counters;
  private volatile Optional<Engine> engine = Optional.empty();

  NodeStatus(Self self, NodeCounters counters) {
    this.self = self;
    this.counters = counters;
  }

  void engine(Engine started) {
    engine = Optional.of(started);
  }

  Counters counters() {
    return counters;
  }

  @Override
  public NodeView view() {
    Optional<EngineStatus> status = engine.map(Engine::status);
    EngineStatus.Log log = status.map(EngineStatus::log).orElse(NO_LOG);
    return new NodeView(
        self.group().cluster().toString(),
        self.member().node().toString(),
        self.member().front().toString(),
        status.map(s -> role(s.role())).orElse(NodeView.Role.FORMING),
        status.filter(s -> s.role() == EngineStatus.Role.LEADER_READY).isPresent(),
        false,
        status.map(EngineStatus::term).orElse(0L),
        status.flatMap(EngineStatus::leaderId).flatMap(this::frontOf).orElse(""),
        log.applied(),
        log.committed(),
        log.snapshot(),
        OptionalLong.empty(),
        self.insecure(),
        self.group().members().stream()
            .map(m -> new NodeView.Voter(m.node().toString(), m.front().toString()))
            .toList(),
        counters.snapshot());
  }

  private Optional<String> frontOf(String node) {
    return self.group().member(RandomId.parse(node)).map(m -> m.front().toString());
  }

  private static NodeView.Role role(EngineStatus.Role role) {
    return switch (role) {
      case LEADER_READY, LEADER -> NodeView.Role.LEADER;
      case FOLLOWER -> NodeView.Role.FOLLOWER;
      case CANDIDATE, STOPPED -> NodeView.Role.CANDIDATE;
    };
  }
}
