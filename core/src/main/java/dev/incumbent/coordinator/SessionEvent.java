package dev.incumbent.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import java.util.List;
import java.util.function.Function;

/**
 * What happened to a session's candidacies. Each raises the session's change number by one; a
 * client that has not processed a change does not move its deadline (lease rule 5).
 */
public sealed interface SessionEvent {
  ElectionName election();

  /** The leadership that it is about. */
  FencingToken token();

  /**
   * The candidate leads from now on, until the session's deadline.
   *
   * @param fencesToClaim the union of its own fences and those of its predecessors that did not end
   *     cleanly, sorted
   * @param predecessors those that did not end cleanly and are known one by one, oldest first: what
   *     fencing actions go by
   */
  record Granted(
      ElectionName election,
      CandidateName candidate,
      FencingToken token,
      GrantId grant,
      List<String> fencesToClaim,
      List<Predecessor> predecessors)
      implements SessionEvent {
    public Granted {
      fencesToClaim = List.copyOf(fencesToClaim);
      predecessors = List.copyOf(predecessors);
    }
  }

  /** The leadership must end: its deadline is frozen, its work stops, and then it is released. */
  record Withdrawn(ElectionName election, FencingToken token, EndReason reason)
      implements SessionEvent {}

  /** An operator wishes the leadership to be handed over, once its work has returned. */
  record HandoverRequested(ElectionName election, FencingToken token, Operation.Successor to)
      implements SessionEvent {}

  /** The leadership has ended. */
  record Ended(ElectionName election, FencingToken token, EndReason reason)
      implements SessionEvent {}

  /** Takes it apart: calls the function of its own case. */
  default <R> R match(
      Function<? super Granted, ? extends R> granted,
      Function<? super Withdrawn, ? extends R> withdrawn,
      Function<? super HandoverRequested, ? extends R> handoverRequested,
      Function<? super Ended, ? extends R> ended) {
    if (this instanceof Granted c) {
      return granted.apply(c);
    }
    if (this instanceof Withdrawn c) {
      return withdrawn.apply(c);
    }
    if (this instanceof HandoverRequested c) {
      return handoverRequested.apply(c);
    }
    return ended.apply((Ended) this);
  }
}
