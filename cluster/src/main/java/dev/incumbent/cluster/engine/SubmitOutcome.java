package dev.incumbent.cluster.engine;

import java.util.Optional;
import java.util.function.Function;

/** What is known of a submitted entry. */
public sealed interface SubmitOutcome {

  /**
   * The entry was committed and this node has applied it.
   *
   * @param term the Raft term in which it was appended
   * @param index its position in the log
   */
  record Applied(long term, long index) implements SubmitOutcome {}

  /**
   * The entry was surely not appended and never will be.
   *
   * @param leaderHint the node id of the leader, where this node knows one that is not itself
   * @param why one line for people
   */
  record Refused(Optional<String> leaderHint, String why) implements SubmitOutcome {}

  /**
   * The entry may or may not be in the log, now or later.
   *
   * @param why one line for people
   */
  record Unknown(String why) implements SubmitOutcome {}

  /** Takes the closed set apart, one function a case. */
  default <T> T match(
      Function<Applied, T> applied, Function<Refused, T> refused, Function<Unknown, T> unknown) {
    if (this instanceof Applied outcome) {
      return applied.apply(outcome);
    }
    if (this instanceof Refused outcome) {
      return refused.apply(outcome);
    }
    return unknown.apply((Unknown) this);
  }
}
