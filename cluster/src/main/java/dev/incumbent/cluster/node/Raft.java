package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.EngineConfig;
import dev.incumbent.cluster.engine.EngineGroup;
import dev.incumbent.cluster.engine.EngineLimits;
import dev.incumbent.cluster.engine.EnginePeer;
import dev.incumbent.cluster.engine.EnginePeer.HostPort;
import dev.incumbent.cluster.engine.EngineTimings;
import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;

/** The group in the engine's words. */
final class Raft {
  private Raft() {}

  static EngineConfig config(DataFolder folder, EngineTimings timings) {
    Group group = folder.identity().group().orElseThrow();
    EngineGroup engineGroup =
        new EngineGroup(
            folder.identity().node().toString(),
            group.cluster().toUuid(),
            group.members().stream().map(Raft::peer).toList());
    return new EngineConfig(engineGroup, folder.raft(), timings, EngineLimits.defaults());
  }

  private static EnginePeer peer(Group.Member member) {
    return new EnginePeer(
        member.node().toString(), hostPort(member.raft()), hostPort(member.front()));
  }

  private static HostPort hostPort(Address address) {
    return new HostPort(address.host(), address.port());
  }
}
