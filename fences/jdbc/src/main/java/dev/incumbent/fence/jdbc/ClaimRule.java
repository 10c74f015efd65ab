package dev.incumbent.fence.jdbc;

import dev.incumbent.fencing.Claim;
import java.util.Optional;

/** What a claim may do to the committed fence row that it has read. */
enum ClaimRule {
  /** The row's token is smaller: raise it. */
  RAISE,
  /** The row is this claim's own already: nothing to do. */
  HELD;

  /**
   * Decides.
   *
   * @throws dev.incumbent.error.StaleTokenException if the row's token is larger, or equal with
   *     another grant id
   * @throws dev.incumbent.error.RejectedException if there is no row, or it is another token
   *     space's
   */
  static ClaimRule decide(String scope, Optional<FenceRecord> row, Claim claim) {
    FenceRecord fence = row.orElseThrow(() -> FenceRefusals.missing(scope).toException());
    if (!fence.space().equals(claim.space())) {
      throw FenceRefusals.otherSpace(fence, claim.space()).toException();
    }
    long offered = claim.token().value();
    if (fence.token() < offered) {
      return RAISE;
    }
    if (fence.token() == offered && fence.grant().equals(claim.grant().toString())) {
      return HELD;
    }
    throw FenceRefusals.stale(fence, offered).toException();
  }
}
