package dev.incumbent.coordinator;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.Optional;

/**
 * The floor of the tokens: raising the coordinator's counter above what a storage has seen (S-1).
 *
 * <p>A holder raises it by at most {@link #MAX_RAISE} and {@link #MAX_RAISES} times an hour an
 * election: a raise counts until its {@link Delay} of one hour has passed, which no change of Raft
 * leaders shortens. What is over the bounds is {@code REJECTED}, before the log: an operator looks
 * whether two clusters share one id, and raises the floor by a command, which has no such bounds.
 */
final class Floor {
  /** How far one raise goes at most. */
  static final long MAX_RAISE = 1L << 32;

  /** The most raises of one election in one hour. */
  static final int MAX_RAISES = 3;

  /** How long a raise counts. */
  static final long RAISE_COUNTS_MILLIS = 3_600_000;

  private final Draft draft;
  private final Leaderships leaderships;

  Floor(Draft draft, Leaderships leaderships) {
    this.draft = draft;
    this.leaderships = leaderships;
  }

  /** Why a holder's raise is over a bound, if it is. */
  static Optional<Failure> refusal(
      Tables tables, Tables.Totals totals, Operation.RaiseFloor raise) {
    long highest = Math.min(totals.lastToken() + MAX_RAISE, FencingToken.MAX_VALUE - 1);
    if (raise.refused() < raise.token().value() || raise.refused() > highest) {
      return Optional.of(
          Failure.rejected(
              "floor of election '" + raise.election() + "'",
              Long.toString(raise.refused()),
              raise.token() + " to " + highest + "; more is an operator's command"));
    }
    int raises = tables.election(raise.election()).map(e -> e.upkeep().raises().size()).orElse(0);
    return raises < MAX_RAISES
        ? Optional.empty()
        : Optional.of(
            Failure.rejected(
                "number of raises of the floor of election '" + raise.election() + "' in one hour",
                Integer.toString(raises + 1),
                "0 to " + MAX_RAISES + "; more is an operator's command"));
  }

  /** The holder's raise: its leadership ends, and a new one begins above the refused token. */
  OperationResult raise(SessionId id, Operation.RaiseFloor raise) {
    Optional<ElectionRecord> election = draft.election(raise.election());
    Optional<Grant> current = election.flatMap(e -> e.holderWith(raise.token()));
    if (current.isEmpty() || current.get().withdrawal().isPresent()) {
      return HolderOperations.lost(raise.election(), raise.token());
    }
    Grant grant = current.get();
    if (!grant.session().equals(id)) {
      return HolderOperations.heldByAnother(grant);
    }
    if (grant.promoted()) {
      return Results.rejected("token", raise.token().toString(), "before it was promoted only");
    }
    raiseTo(raise.refused());
    long token = raise.token().value();
    ElectionRecord counted = election.orElseThrow();
    counted = counted.withUpkeep(counted.upkeep().withRaise(token));
    draft.begin(Delay.raise(raise.election(), token), RAISE_COUNTS_MILLIS);
    leaderships.grantAnew(counted, grant, End.unstarted(raise.detail()));
    return new OperationResult.Done();
  }

  /** Every later grant has a token above that one. */
  void raiseTo(long token) {
    draft.set(draft.totals().withLastToken(Math.max(draft.totals().lastToken(), token)));
  }
}
