package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.Backup;
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
    ActorLoop loop,
    ClientStreams clients,
    PeerLinks peers,
    HostDriver host,
    NodeStatus status,
    Replica replica) {

  /**
   * Puts it together, and begins to serve.
   *
   * @param initial the state before the log's first entry
   */
  static Serving begin(
      NodeStatus.Self self,
      CoordinatorState initial,
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
            state -> BackupPieces.of(out -> state.writeBackup(origin(self, sources), out)));
    SessionHost host = new SessionHost(config(self), ports, initial);
    HostDriver driver = new HostDriver(loop, host, clients, peers);
    driver.tell(members(self.group()));
    peers.serve(new PeerGreeting(self.group(), self.member()), driver);
    clients.serve(driver);
    Replica replica = new Replica(initial, stateConfig(self.group().settings()), loop, driver);
    return new Serving(loop, clients, peers, driver, status, replica);
  }

  private static Backup.Origin origin(NodeStatus.Self self, SystemSources sources) {
    return new Backup.Origin(self.group().cluster().toString(), sources.wall().epochMillis());
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

  static StateConfig stateConfig(Group.Settings settings) {
    return StateConfig.defaults()
        .withHistoryKept(settings.historyKept())
        .withMaxTtl(Duration.ofMillis(settings.maxTtlMillis()));
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
