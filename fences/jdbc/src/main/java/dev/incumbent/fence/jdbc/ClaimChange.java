package dev.incumbent.fence.jdbc;

import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.TokenSpace;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A claim's change: the row is raised to the claim's token and grant. */
record ClaimChange(Claim claim) implements FenceChange {
  @Override
  public String toString() {
    return "the claim of " + claim.space() + " with token " + claim.token();
  }

  @Override
  public String verb() {
    return "claimed";
  }

  @Override
  public TokenSpace space() {
    return claim.space();
  }

  @Override
  public long token() {
    return claim.token().value();
  }

  @Override
  public Duration remaining() {
    return claim.remaining().get();
  }

  @Override
  public FailureCode outOfTime() {
    return FailureCode.LEADERSHIP_LOST;
  }

  @Override
  public RowRule decide(String scope, Optional<FenceRecord> row) {
    FenceRecord fence = row.orElseThrow(() -> FenceRefusals.missing(scope).toException());
    if (!fence.space().equals(claim.space())) {
      throw FenceRefusals.otherSpace(fence, claim.space()).toException();
    }
    long offered = claim.token().value();
    if (fence.token() < offered) {
      return RowRule.CHANGE;
    }
    if (fence.token() == offered && fence.grant().equals(claim.grant().toString())) {
      return RowRule.DONE;
    }
    throw FenceRefusals.stale(fence, offered).toException();
  }

  @Override
  public String statement() {
    return FenceTable.RAISE;
  }

  @Override
  public void bind(PreparedStatement raise, String scope) throws SQLException {
    raise.setLong(1, claim.token().value());
    raise.setString(2, claim.grant().toString());
    raise.setString(3, scope);
    raise.setString(4, claim.space().cluster());
    raise.setString(5, claim.space().election().value());
    raise.setLong(6, claim.token().value());
  }
}
