package dev.incumbent.cluster.formation;

import dev.incumbent.cluster.folder.DataFolder;
import dev.incumbent.cluster.folder.Group;
import dev.incumbent.cluster.folder.RandomId;
import java.io.IOException;
import java.util.Optional;

/**
 * What a member answers to a peer that shows its starts: the other side of {@link Joining}.
 *
 * <p>Guarantees (S-11): a start that it stored is on disk before it answers, and from then on a
 * list without it is refused.
 *
 * <p>Threads: safe for use by any thread; blocks on the disk.
 */
final class StartRegister {
  private final DataFolder folder;

  StartRegister(DataFolder folder) {
    this.folder = folder;
  }

  FormReply answer(FormRequest.Show show) throws IOException {
    Optional<Group> group = folder.identity().group();
    RandomId self = folder.identity().node();
    if (group.isEmpty()) {
      return new FormReply.CannotVouch(false, "node " + self + " is not in a cluster yet");
    }
    RandomId cluster = group.orElseThrow().cluster();
    if (!cluster.equals(show.cluster())) {
      String where = group.flatMap(g -> g.member(self)).orElseThrow().front().toString();
      return new FormReply.CannotVouch(true, where + " belongs to cluster " + cluster);
    }
    if (group.flatMap(g -> g.member(show.node())).isEmpty() || show.starts().isEmpty()) {
      return new FormReply.CannotVouch(false, "cluster " + cluster + " has no such node");
    }
    return show.node().equals(self) ? ownTwin() : vouch(show);
  }

  /** The caller says that it is this node, which is running here. */
  private FormReply ownTwin() {
    return new FormReply.Copied(folder.starts().get(folder.starts().size() - 1));
  }

  private FormReply vouch(FormRequest.Show show) throws IOException {
    synchronized (this) {
      Optional<RandomId> last = folder.lastStartOf(show.node());
      if (last.isPresent() && !show.starts().contains(last.orElseThrow())) {
        return new FormReply.Copied(last.orElseThrow());
      }
      RandomId newest = show.starts().get(show.starts().size() - 1);
      if (show.store() && !last.equals(Optional.of(newest))) {
        folder.storeStartOf(show.node(), newest);
      }
      return new FormReply.Vouched();
    }
  }
}
