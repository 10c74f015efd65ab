package dev.incumbent.session;

import dev.incumbent.election.ElectionName;

/** What can be read. Each answers with an {@link Answer}. */
public sealed interface Query {
  /** One election; answered with {@code Answer.Elections} of none or one. */
  record Election(ElectionName name) implements Query {}

  /**
   * Elections by prefix, in order of name, a page at a time.
   *
   * @param after the last name of the page before, empty for the first page
   * @param limit 1 to 1,000
   */
  record Elections(String prefix, String after, int limit) implements Query {}

  /** One key; answered with {@code Answer.Value}. */
  record Key(String key) implements Query {}

  /** The node itself: role, term, log, counters. Always answered at once, by the node asked. */
  record NodeStatus() implements Query {}

  /**
   * The whole state, as a snapshot's bytes, in pieces of at most 512 KiB; answered with {@code
   * Answer.Piece}s.
   */
  record Backup() implements Query {}
}
