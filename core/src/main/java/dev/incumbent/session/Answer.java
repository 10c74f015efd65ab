package dev.incumbent.session;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;

/** The answer to a {@link Query}. */
public sealed interface Answer {
  /**
   * Elections, in order of name.
   *
   * @param leaseLeftMillis for each, the time left to its holder's lease as the leader counts it;
   *     −1 if there is no holder or the node asked does not know
   */
  record Elections(List<ElectionView> views, List<Long> leaseLeftMillis, boolean more)
      implements Answer {
    public Elections {
      views = List.copyOf(views);
      leaseLeftMillis = List.copyOf(leaseLeftMillis);
    }
  }

  /** A key's value, empty if it does not exist. */
  record Value(Optional<Stored> stored) implements Answer {}

  /** A stored value: what it is, which election it belongs to, and which leadership wrote it. */
  record Stored(Bytes value, long version, ElectionName election, FencingToken token) {}

  /** What a node says of itself. */
  record Status(NodeView node) implements Answer {}

  /** A piece of a backup; the last one is empty. */
  record Piece(Bytes bytes) implements Answer {}
}
