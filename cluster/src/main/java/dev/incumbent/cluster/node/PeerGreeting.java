package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Group;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.session.PeerMessage;
import java.util.Optional;

/** The handshake between nodes: who this one is, and whether the other is a peer. */
record PeerGreeting(Group group, Group.Member self) {
  PeerMessage.Hello hello() {
    return new PeerMessage.Hello(
        WireFormat.VERSION, group.cluster().toString(), self.node().toString());
  }

  /** Why the other side is not a peer, if it is not. */
  Optional<String> stranger(PeerMessage.Hello hello) {
    if (hello.formatVersion() != WireFormat.VERSION) {
      return Optional.of(
          "format version " + hello.formatVersion() + ": this node knows " + WireFormat.VERSION);
    }
    if (!hello.cluster().equals(group.cluster().toString())) {
      return Optional.of("cluster " + hello.cluster() + ": this is " + group.cluster());
    }
    boolean member =
        group.members().stream().anyMatch(m -> m.node().toString().equals(hello.node()));
    return member
        ? Optional.empty()
        : Optional.of("node " + hello.node() + " is not a member of " + group.cluster());
  }
}
