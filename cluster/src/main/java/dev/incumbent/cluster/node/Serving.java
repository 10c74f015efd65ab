package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.coordinator.host.HostConfig;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.coordinator.host.HostLimits;
import dev.incumbent.coordinator.host.HostPorts;
import dev.incumbent.coordinator.host.SessionHost;
import java.time.Duration;

/** What serves clients and peers once the group is known. */
record Serving(
    ActorLoop loop, ClientStreams clients, PeerLinks peers, HostDriver host, NodeStatus status) {

  /** Puts it together, and begins to serve. */
  static Serving begin(
      NodeStatus.Self self,
      SystemSources sources,
      ActorLoop loop,
      ClientStreams clients,
      PeerLinks peers) {
    NodeCounters counters = new NodeCounters();
    NodeStatus status = new NodeStatus(self, counters);
    HostPorts ports =
        new HostPorts(
            sources.random(),
            sources.wall(),
            counters,
            status,
            state -> BackupPieces.of(state::writeSnapshot));
    SessionHost host =
        new SessionHost(config(self), ports, CoordinatorState.empty(stateConfig(self.group())));
    HostDriver driver = new HostDriver(loop, host, clients, peers);
    driver.tell(members(self.group()));
    peers.serve(new PeerGreeting(self.group(), self.member()), driver);
    clients.serve(driver);
    return new Serving(loop, clients, peers, driver, status);
  }

  private static HostConfig config(NodeStatus.Self self) {
    return new HostConfig(
        self.member().node().toString(),
        self.group().cluster().toString(),
        WireFormat.VERSION,
        HostLimits.defaults());
  }

  private static HostEvent members(Group group) {
    return new HostEvent.Members(
        group.members().stream()
            .map(m -> new HostEvent.Member(m.node().toString(), m.front().toString()))
            .toList());
  }

  static StateConfig stateConfig(Group group) {
    return StateConfig.defaults()
        .withHistoryKept(group.settings().historyKept())
        .withMaxTtl(Duration.ofMillis(group.settings().maxTtlMillis()));
  }

  /** Counts what is queued and open now. */
  void count() {
    status.counters().set("queue.loop", loop.depth());
    status.counters().set("streams.clients", clients.count());
  }

  /** From now on there is a log. */
  void engine(Engine started) {
    host.engine(started);
    status.engine(started);
  }
}
