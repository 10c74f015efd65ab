package dev.incumbent.cluster.node;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.Identity;
import dev.incumbent.cluster.folder.Refusals;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.time.RandomSource;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.TreeSet;

/** Whether a data folder and a configuration belong together. */
final class NodeFolder {
  private static final System.Logger LOG = System.getLogger("dev.incumbent.node");

  private NodeFolder() {}

  /**
   * Opens the folder.
   *
   * @throws dev.incumbent.error.RejectedException if the node must not start on it
   */
  static DataFolder open(NodeConfig config, RandomSource random) {
    try {
      if (!config.bootstrap() && DataFolder.isEmpty(config.data())) {
        throw emptyFolder(config, "is empty");
      }
      DataFolder folder = DataFolder.open(config.data(), random);
      boolean fits = false;
      try {
        requireFits(config, folder.identity());
        var unused = asked(config, folder);
        fits = true;
        return folder;
      } finally {
        if (!fits) {
          folder.close();
        }
      }
    } catch (IOException e) {
      throw Refusals.refusal(
          "data folder " + config.data() + " cannot be used: " + e,
          config.data().toString(),
          "name a folder that this process can read and write (--data)");
    }
  }

  private static void requireFits(NodeConfig config, Identity identity) {
    if (identity.group().isPresent()) {
      requireMember(config, identity, identity.group().orElseThrow());
    } else if (!config.bootstrap()) {
      throw emptyFolder(config, "has a node id but no cluster yet");
    }
  }

  private static RuntimeException emptyFolder(NodeConfig config, String how) {
    return Refusals.refusal(
        "data folder " + config.data() + " " + how,
        config.data().toString(),
        "start every node of a new cluster with --bootstrap and the same --peers; a node that was"
            + " a member before must be started on the folder that it had");
  }

  private static void requireMember(NodeConfig config, Identity identity, Group group) {
    Group.Member member = group.member(identity.node()).orElseThrow();
    if (!member.front().equals(config.listen()) || !member.raft().equals(config.raft())) {
      throw anothersFolder(config, group, member);
    }
    requireSame(config, group);
    if (config.bootstrap()) {
      LOG.log(Level.INFO, "bootstrap is ignored: the folder is of cluster {0}", group.cluster());
    }
  }

  private static RuntimeException anothersFolder(
      NodeConfig config, Group group, Group.Member member) {
    String there =
        group.memberAt(config.listen()).map(m -> ", which is node " + m.node()).orElse("");
    String message =
        String.format(
            "data folder %s belongs to node %s at %s (Raft at %s), not to one at %s (Raft at %s)%s",
            config.data(),
            member.node(),
            member.front(),
            member.raft(),
            config.listen(),
            config.raft(),
            there);
    return Refusals.refusal(
        message,
        config.listen().toString(),
        "start each node at its own addresses on its own folder");
  }

  private static void requireSame(NodeConfig config, Group group) {
    List<Address> peers = List.copyOf(new TreeSet<>(config.peers()));
    if (!peers.isEmpty() && !peers.equals(group.fronts())) {
      throw Refusals.refusal(
          "data folder "
              + config.data()
              + " is of cluster "
              + group.cluster()
              + " with the nodes "
              + group.fronts()
              + ", not "
              + peers,
          peers.toString(),
          "the list that the cluster was formed with (--peers), or this cluster's own folder");
    }
    Group.Settings asked = settings(config.settings(), group.settings());
    if (!asked.equals(group.settings())) {
      throw Refusals.refusal(
          "cluster " + group.cluster() + " was formed with " + group.settings() + ", not " + asked,
          asked.toString(),
          "leave them out, or say them as they were");
    }
  }

  /** What was asked for, and {@code otherwise} where nothing was. */
  static Group.Settings settings(NodeConfig.Settings asked, Group.Settings otherwise) {
    return new Group.Settings(
        asked.historyKept().orElse(otherwise.historyKept()),
        asked.maxTtl().map(ttl -> ttl.toMillis()).orElse(otherwise.maxTtlMillis()),
        otherwise.copy());
  }

  /** What a new cluster would be formed with, the backup that it would go on from included. */
  static Group.Settings asked(NodeConfig config, DataFolder folder) {
    Group.Settings settings = settings(config.settings(), defaults());
    return settings.withCopy(Restore.find(folder, Serving.stateConfig(settings)));
  }

  static Group.Settings defaults() {
    StateConfig config = StateConfig.defaults();
    return new Group.Settings(config.historyKept(), config.maxTtl().toMillis());
  }
}
