package dev.incumbent.session;

import dev.incumbent.election.ElectionName;

/** What can be read. Each answers with an {@link Answer}. */
public sealed interface Query {
  /** One method for each kind of query, so that none is forgotten. */
  interface Cases<R> {
    R election(Election query);

    R elections(Elections query);

    R key(Key query);

    R nodeStatus(NodeStatus query);

    R notable(Notable query);

    R backup(Backup query);
  }

  /** Takes the query apart: calls the one method of {@code cases} that is its kind's. */
  <R> R match(Cases<R> cases);

  /** One election; answered with {@code Answer.Elections} of none or one. */
  record Election(ElectionName name) implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.election(this);
    }
  }

  /**
   * Elections by prefix, in order of name, a page at a time.
   *
   * @param after the last name of the page before, empty for the first page
   * @param limit 1 to 1,000
   */
  record Elections(String prefix, String after, int limit) implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.elections(this);
    }
  }

  /**
   * Elections of which an operator should know something, in order of name; answered with {@code
   * Answer.Elections}.
   *
   * @param limit 1 to 1,000
   */
  record Notable(int limit) implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.notable(this);
    }
  }

  /** One key; answered with {@code Answer.Value}. */
  record Key(String key) implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.key(this);
    }
  }

  /** The node itself: role, term, log, counters. Always answered at once, by the node asked. */
  record NodeStatus() implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.nodeStatus(this);
    }
  }

  /**
   * The whole state, as a snapshot's bytes, in pieces of at most 512 KiB; answered with {@code
   * Answer.Piece}s.
   */
  record Backup() implements Query {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.backup(this);
    }
  }
}
