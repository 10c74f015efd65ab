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
 */
public record ElectionView(
    ElectionName election, Optional<Holder> holder, List<Waiting> queue, List<Past> history) {
  public ElectionView {
    queue = List.copyOf(queue);
    history = List.copyOf(history);
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
   */
  public record Past(
      CandidateName candidate,
      SessionId session,
      FencingToken token,
      GrantId grant,
      EndReason reason,
      long grantedAtMillis,
      long endedAtMillis) {}
}
