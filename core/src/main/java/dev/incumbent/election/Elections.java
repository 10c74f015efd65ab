package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Reads of elections, their observation, and what an operator may ask for.
 *
 * <p>Errors: each future completes exceptionally with an {@code IncumbentException}, whose code
 * tells what the caller then knows. Threads: safe for use by any thread; futures complete on a
 * thread of the client's.
 */
public interface Elections {
  /** One election as it is; empty if nobody ever stood in it. */
  CompletableFuture<Read<Optional<Listed>>> find(ElectionName election, Freshness freshness);

  /**
   * A page of elections in order of name.
   *
   * @param after the last name of the page before, empty for the first
   * @param limit 1 to 1,000
   */
  CompletableFuture<Read<Page>> list(String prefix, String after, int limit, Freshness freshness);

  /** Observes the listed elections, or all if none is listed, until closed. */
  Observation observe(List<ElectionName> elections, ElectionObserver observer);

  /**
   * Asks the holder to hand over to the candidate of that name.
   *
   * @return the token of the leadership that was asked; it has happened when that leadership has
   *     ended
   */
  CompletableFuture<FencingToken> requestHandover(ElectionName election, CandidateName to);

  /**
   * Revokes one leadership; the holder is told to stop.
   *
   * @return when it was noted; it has happened when that leadership has ended
   */
  CompletableFuture<Void> revoke(ElectionName election, FencingToken token);

  /**
   * An operator's act.
   *
   * @return when it was logged and applied; with {@code NOT_FOUND} if there is no such election, or
   *     nothing in it that the act is about
   */
  default CompletableFuture<Void> operate(ElectionName election, OperatorAct act) {
    return CompletableFuture.failedFuture(
        Failure.rejected(
                "operator's act",
                act.getClass().getSimpleName(),
                "none: this coordinator keeps no log of them")
            .toException());
  }

  /**
   * Elections of which an operator should know something, in order of name: paused ones, those
   * whose last promotion failed, those whose next grant waits.
   *
   * @param limit 1 to 1,000
   */
  default CompletableFuture<Read<Page>> notable(int limit, Freshness freshness) {
    return CompletableFuture.completedFuture(
        new Read<>(new Page(List.of(), false), 0, false, OptionalLong.empty()));
  }

  /** The whole replicated state, as a backup file's bytes. */
  CompletableFuture<Bytes> backup();

  /**
   * An election and what the leader counts of its lease.
   *
   * @param leaseLeftMillis the time left to the holder's lease; −1 if there is no holder, or the
   *     node asked does not know
   */
  record Listed(ElectionView view, long leaseLeftMillis) {}

  /** A page of a listing. */
  record Page(List<Listed> elections, boolean more) {
    public Page {
      elections = List.copyOf(elections);
    }
  }
}
