package dev.incumbent.session;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;

/** The answer to a {@link Query}. */
public sealed interface Answer {
  /** One method for each kind of answer, so that none is forgotten. */
  interface Cases<R> {
    R elections(Elections answer);

    R value(Value answer);

    R status(Status answer);

    R piece(Piece answer);
  }

  /** Takes the answer apart: calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

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

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.elections(this);
    }
  }

  /** A key's value, empty if it does not exist. */
  record Value(Optional<Stored> stored) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.value(this);
    }
  }

  /** A stored value: what it is, which election it belongs to, and which leadership wrote it. */
  record Stored(Bytes value, long version, ElectionName election, FencingToken token) {}

  /** What a node says of itself. */
  record Status(NodeView node) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.status(this);
    }
  }

  /** A piece of a backup; the last one is empty. */
  record Piece(Bytes bytes) implements Answer {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.piece(this);
    }
  }
}
