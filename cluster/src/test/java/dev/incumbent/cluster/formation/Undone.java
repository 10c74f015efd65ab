package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Group;
import java.util.List;
import java.util.Optional;

/** Rules of the formation undone one by one, on the way between two nodes. */
enum Undone {
  /** Every rule holds. */
  NOTHING,

  /** Members are known by their address: who forgot is taken for who remembered. */
  IDENTITY {
    @Override
    NodeState answer(NodeState asker, NodeState answer) {
      return answer.group().map(group -> answer.in(with(group, asker.member()))).orElse(answer);
    }
  },

  /** Who does not answer counts as one who has an empty folder. */
  EVERY_ANSWER {
    @Override
    Optional<NodeState> silence(NodeState peer) {
      return Optional.of(
          new NodeState(peer.member(), peer.peers(), peer.settings(), Optional.empty()));
    }
  };

  /** What the asker takes for that answer. */
  NodeState answer(NodeState asker, NodeState answer) {
    return answer;
  }

  /** What it takes for an answer that did not come; empty for none. */
  Optional<NodeState> silence(NodeState peer) {
    return Optional.empty();
  }

  private static Group with(Group group, Group.Member asker) {
    List<Group.Member> members =
        group.members().stream()
            .map(member -> member.front().equals(asker.front()) ? asker : member)
            .toList();
    return new Group(group.cluster(), group.settings(), members);
  }
}
