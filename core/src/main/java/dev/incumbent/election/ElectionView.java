package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * One election as a read shows it: part of the state as of one log index.
 *
 * @param queue who waits, in the order in which they would be granted
 * @param history the newest ended leaderships, newest first, at most the configured number
 * @param conditions what else decides about the next grant
 */
public record ElectionView(
    ElectionName election,
    Optional<Holder> holder,
    List<Waiting> queue,
    List<Past> history,
    Conditions conditions) {
  public ElectionView {
    queue = List.copyOf(queue);
    history = List.copyOf(history);
  }

  /** An election about which there is nothing more to say. */
  public ElectionView(
      ElectionName election, Optional<Holder> holder, List<Waiting> queue, List<Past> history) {
    this(election, holder, queue, history, Conditions.NONE);
  }

  /**
   * The current leadership.
   *
   * @param grantedAtMillis the submitting leader's wall clock, for people only
   * @param ttlMillis the holder's session's time to live
   * @param withdrawn why it was withdrawn, if it was
   */
  public record Holder(
      SessionId session,
      CandidateName candidate,
      String incarnation,
      Bytes metadata,
      FencingToken token,
      GrantId grant,
      Revocation revocation,
      boolean promoted,
      Optional<EndReason> withdrawn,
      long grantedAtMillis,
      long ttlMillis) {}

  /** A candidate that waits. */
  public record Waiting(
      SessionId session,
      CandidateName candidate,
      String incarnation,
      Bytes metadata,
      int priority) {}

  /**
   * A leadership that has ended; times are the submitting leaders' wall clocks, for people only.
   *
   * @param detail more about the reason (which fence failed a promotion, and why); at most 255
   *     bytes, empty if there is nothing to say
   */
  public record Past(
      CandidateName candidate,
      SessionId session,
      FencingToken token,
      GrantId grant,
      EndReason reason,
      long grantedAtMillis,
      long endedAtMillis,
      String detail) {}
}
