package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a world's past forbids its present (S-11), looked at after each step: a cluster of which a
 * majority once had the group may have acknowledged something. While any node remembers it, no
 * other cluster has a majority; and a node that forgot it is never in it again.
 */
final class FormationMemory {
  private record Forgotten(FormationWorld.SimulatedNode node, RandomId cluster) {}

  private final FormationWorld world;
  private final Set<Group> able = new LinkedHashSet<>();
  private final Set<Forgotten> forgotten = new LinkedHashSet<>();

  FormationMemory(FormationWorld world) {
    this.world = world;
  }

  /** A node's folder is emptied. */
  void wipe(FormationWorld.SimulatedNode node) {
    node.group.ifPresent(group -> forgotten.add(new Forgotten(node, group.cluster())));
    node.wipe();
  }

  /** How many folders that had a group were emptied. */
  int forgot() {
    return forgotten.size();
  }

  /** What is wrong now; empty if nothing is. */
  Optional<String> violation() {
    for (Group group : world.groups()) {
      if (world.holders(group) >= group.majority() && able.add(group)) {
        Optional<Group> other = able.stream().filter(it -> isRemembered(it, group)).findAny();
        if (other.isPresent()) {
          return Optional.of(group + " has a majority, though " + other.get() + " is remembered");
        }
      }
    }
    return forgotten.stream()
        .filter(it -> it.node().group.filter(g -> g.cluster().equals(it.cluster())).isPresent())
        .map(it -> it.node().id + " is again in " + it.cluster() + ", which it forgot")
        .findAny();
  }

  private boolean isRemembered(Group earlier, Group now) {
    return !earlier.cluster().equals(now.cluster()) && world.holders(earlier) > 0;
  }
}
