package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a session asks the coordinator to change. Each is applied once however often its session
 * retries it (S-9), because it travels in a {@link Command.Sequenced}.
 *
 * <p>Each answers with an {@link OperationResult}. Values: immutable, except that byte arrays are
 * shared and must not be written to after construction.
 */
public sealed interface Operation {

  /**
   * Enters the contest and stays in it until granted, cancelled, or the session ends.
   *
   * @param priority a higher one is granted first; within one, the oldest campaign
   * @param revocation {@code ON_SUSPICION} only with at least one fence
   * @param fences the names of the fences that this candidate will claim
   * @param incarnation host, process id and process start, for people and for fencing actions
   * @param metadata what observers are shown (an address, say), at most 4 KiB
   * @param onlyIfVacant granted by this very command, or not entered at all ({@code UNAVAILABLE})
   * @param lockDelayMillis the pause between an unconfirmed end of its leadership and the next
   *     grant; 0 for none
   */
  record Campaign(
      ElectionName election,
      CandidateName candidate,
      int priority,
      Revocation revocation,
      List<String> fences,
      String incarnation,
      Bytes metadata,
      boolean onlyIfVacant,
      long lockDelayMillis)
      implements Operation {
    public Campaign {
      fences = List.copyOf(fences);
    }

    /** The same with other metadata. */
    public Campaign withMetadata(Bytes newMetadata) {
      return new Campaign(
          election,
          candidate,
          priority,
          revocation,
          fences,
          incarnation,
          newMetadata,
          onlyIfVacant,
          lockDelayMillis);
    }
  }

  /**
   * Leaves the queue. A leadership that was granted meanwhile is not touched: the holder releases
   * it.
   */
  record Cancel(ElectionName election, CandidateName candidate) implements Operation {}

  /**
   * Gives a leadership back after its work has returned (S-5), or unused. Does nothing if {@code
   * token} is not the current leadership's.
   *
   * @param reason {@code RESIGNED}, {@code HANDED_OVER}, {@code CLOSED}, {@code PROMOTION_FAILED},
   *     {@code LOST} (the holder's own deadline passed before), {@code UNHEALTHY} (its health check
   *     failed) or {@code ABANDONED} (the work of an abandoned leadership returned at last)
   * @param successor who is granted next if it still stands; others follow in queue order
   * @param detail why, for people: one line, at most 255 bytes, empty if the reason says it all
   */
  record Release(
      ElectionName election,
      FencingToken token,
      EndReason reason,
      Optional<Successor> successor,
      String detail)
      implements Operation {
    /** A release whose reason says it all. */
    public Release(
        ElectionName election,
        FencingToken token,
        EndReason reason,
        Optional<Successor> successor) {
      this(election, token, reason, successor, "");
    }
  }

  /** A candidacy, by session and name: names may be held by several sessions. */
  record Successor(SessionId session, CandidateName candidate) {}

  /** Reports that every fence was claimed: the leadership may now serve (S-4). */
  record ReportPromoted(ElectionName election, FencingToken token) implements Operation {}

  /**
   * Reports a drain that overran its bound: the leadership is withdrawn and its lease runs out
   * (S-5).
   */
  record Abandon(ElectionName election, FencingToken token) implements Operation {}

  /**
   * A fence has refused the current leadership's claim: the coordinator went back in time, or the
   * storage was written by another. Ends that leadership as a failed promotion and grants a new one
   * to the same candidate, which keeps its place, with a token above the refused high-water (S-1).
   * From the session that holds it only, and before it was promoted.
   *
   * @param refused the highest high-water token by which any of its fences refused it, all asked;
   *     at most 2^32 above the coordinator's counter
   * @param detail which fence, for people; at most 255 bytes without control characters
   */
  record RaiseFloor(ElectionName election, FencingToken token, long refused, String detail)
      implements Operation {}

  /** An operator's act. */
  record Operate(ElectionName election, OperatorAct act) implements Operation {}

  /** An operator's wish that the current holder hand over to a named candidate. */
  record RequestHandover(ElectionName election, CandidateName to) implements Operation {}

  /** An operator's end of one leadership: withdrawn, or ended at once if every write is fenced. */
  record Revoke(ElectionName election, FencingToken token) implements Operation {}

  /**
   * Writes a key under a leadership: refused unless token and grant are the election's current
   * ones.
   *
   * @param ifVersion the version the key must have; 0 means that it must not exist
   */
  record Put(
      ElectionName election,
      FencingToken token,
      GrantId grant,
      String key,
      Bytes value,
      OptionalLong ifVersion)
      implements Operation {}

  /** Deletes a key under a leadership, checked as {@link Put} is. */
  record Delete(
      ElectionName election, FencingToken token, GrantId grant, String key, OptionalLong ifVersion)
      implements Operation {}

  /**
   * A waiting candidate's wish to lead instead of a holder of lower priority. Answered with {@code
   * Noted} and the token of such a holder, else with {@code Done}; the holder is asked to hand over
   * if that token is {@code against} and nobody else was wished for.
   *
   * @param against the leadership that the candidate has seen for long enough; empty to learn which
   *     one there is
   */
  record Prefer(ElectionName election, CandidateName candidate, Optional<FencingToken> against)
      implements Operation {}

  /** Changes what observers are shown of a candidate of this session that waits or leads. */
  record UpdateMetadata(ElectionName election, CandidateName candidate, Bytes metadata)
      implements Operation {}

  /** Takes it apart: calls the function of its own case. */
  default <R> R match(
      Function<? super Campaign, ? extends R> campaign,
      Function<? super Cancel, ? extends R> cancel,
      Function<? super Release, ? extends R> release,
      Function<? super ReportPromoted, ? extends R> reportPromoted,
      Function<? super Abandon, ? extends R> abandon,
      Function<? super RaiseFloor, ? extends R> raiseFloor,
      Function<? super RequestHandover, ? extends R> requestHandover,
      Function<? super Revoke, ? extends R> revoke,
      Function<? super Operate, ? extends R> operate,
      Function<? super Put, ? extends R> put,
      Function<? super Delete, ? extends R> delete,
      Function<? super Prefer, ? extends R> prefer,
      Function<? super UpdateMetadata, ? extends R> updateMetadata) {
    if (this instanceof Campaign c) {
      return campaign.apply(c);
    }
    if (this instanceof Cancel c) {
      return cancel.apply(c);
    }
    if (this instanceof Put c) {
      return put.apply(c);
    }
    if (this instanceof Delete c) {
      return delete.apply(c);
    }
    if (this instanceof Prefer c) {
      return prefer.apply(c);
    }
    if (this instanceof UpdateMetadata c) {
      return updateMetadata.apply(c);
    }
    if (this instanceof Operate c) {
      return operate.apply(c);
    }
    return matchOfLeadership(release, reportPromoted, abandon, raiseFloor, requestHandover, revoke);
  }

  private <R> R matchOfLeadership(
      Function<? super Release, ? extends R> release,
      Function<? super ReportPromoted, ? extends R> reportPromoted,
      Function<? super Abandon, ? extends R> abandon,
      Function<? super RaiseFloor, ? extends R> raiseFloor,
      Function<? super RequestHandover, ? extends R> requestHandover,
      Function<? super Revoke, ? extends R> revoke) {
    if (this instanceof Release c) {
      return release.apply(c);
    }
    if (this instanceof ReportPromoted c) {
      return reportPromoted.apply(c);
    }
    if (this instanceof Abandon c) {
      return abandon.apply(c);
    }
    if (this instanceof RaiseFloor c) {
      return raiseFloor.apply(c);
    }
    if (this instanceof RequestHandover c) {
      return requestHandover.apply(c);
    }
    return revoke.apply((Revoke) this);
  }
}
