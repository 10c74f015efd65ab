package dev.incumbent.codec;

import dev.incumbent.session.NodeView;
import dev.incumbent.session.NodeView.Role;
import java.util.SortedMap;
import java.util.TreeMap;

/** The byte form of what a node says of itself: the fields in the order of the record. */
final class NodeViewCodec {
  private NodeViewCodec() {}

  static ByteWriter write(ByteWriter out, NodeView view) {
    out.string(view.cluster()).string(view.node()).string(view.address());
    out.u8(number(view.role())).bool(view.ready()).bool(view.quorum());
    out.varint(view.term()).string(view.leader());
    out.varint(view.lastApplied()).varint(view.lastCommitted()).varint(view.snapshotIndex());
    out.optionalLong(view.ageMillis()).bool(view.insecure());
    out.list(view.voters(), (to, voter) -> to.string(voter.node()).string(voter.address()));
    out.varint(view.counters().size());
    view.counters().forEach((name, value) -> out.string(name).varint(value));
    return out;
  }

  static NodeView read(ByteReader in) {
    return new NodeView(
        in.string(),
        in.string(),
        in.string(),
        role(in),
        in.bool(),
        in.bool(),
        in.varint(),
        in.string(),
        in.varint(),
        in.varint(),
        in.varint(),
        in.optionalLong(),
        in.bool(),
        in.list(from -> new NodeView.Voter(from.string(), from.string())),
        counters(in));
  }

  private static SortedMap<String, Long> counters(ByteReader in) {
    TreeMap<String, Long> counters = new TreeMap<>();
    int count = in.varint(0, in.remaining());
    for (int i = 0; i < count; i++) {
      long at = in.position();
      String name = in.string();
      if (!counters.isEmpty() && counters.lastKey().compareTo(name) >= 0) {
        throw new CodecException(at, "a counter name after '" + counters.lastKey() + "'");
      }
      counters.put(name, in.varint());
    }
    return counters;
  }

  private static int number(Role role) {
    return switch (role) {
      case LEADER -> 1;
      case FOLLOWER -> 2;
      case CANDIDATE -> 3;
      case FORMING -> 4;
    };
  }

  private static Role role(ByteReader in) {
    long at = in.position();
    int number = in.u8();
    return switch (number) {
      case 1 -> Role.LEADER;
      case 2 -> Role.FOLLOWER;
      case 3 -> Role.CANDIDATE;
      case 4 -> Role.FORMING;
      default -> throw new CodecException(at, "a role from 1 to 4, not " + number);
    };
  }
}
