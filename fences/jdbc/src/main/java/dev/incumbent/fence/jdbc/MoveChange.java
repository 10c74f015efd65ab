package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.TokenSpace;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A move's change: the row gets another token space, a higher floor, and nobody's grant.
 *
 * <p>Threads: as {@link FenceChange}; the row decided on is read by the thread that decides.
 */
final class MoveChange implements FenceChange {
  private final TokenSpace to;
  private final OptionalLong wanted;
  private final long endNanos;

  private volatile long floor;
  private volatile Optional<TokenSpace> from = Optional.empty();

  MoveChange(TokenSpace to, OptionalLong wanted, Duration atMost) {
    this.to = to;
    this.wanted = wanted;
    this.endNanos = System.nanoTime() + atMost.toNanos();
    this.floor = wanted.orElse(1);
  }

  @Override
  public String toString() {
    return "the move to " + to + " with floor " + floor;
  }

  @Override
  public String verb() {
    return "moved";
  }

  @Override
  public TokenSpace space() {
    return to;
  }

  @Override
  public long token() {
    return floor;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  @Override
  public FailureCode outOfTime() {
    return FailureCode.UNAVAILABLE;
  }

  /** A row that is as an earlier attempt may have left it was moved by that. */
  @Override
  public RowRule decide(String scope, Optional<FenceRecord> row) {
    FenceRecord fence = row.orElseThrow(() -> FenceRefusals.missing(scope).toException());
    boolean tried = wanted.isPresent() || from.isPresent();
    if (tried && fence.space().equals(to) && fence.token() == floor && fence.grant().isEmpty()) {
      return RowRule.DONE;
    }
    floor = wanted.orElse(fence.token() + 1);
    if (floor <= fence.token() || floor > FencingToken.MAX_VALUE) {
      throw Failure.rejected(
              "floor of fence scope '" + scope + "'",
              Long.toString(floor),
              "above its high-water token " + fence.token() + ", to " + FencingToken.MAX_VALUE)
          .toException();
    }
    from = Optional.of(fence.space());
    return RowRule.CHANGE;
  }

  @Override
  public String statement() {
    return FenceTable.MOVE;
  }

  @Override
  public void bind(PreparedStatement move, String scope) throws SQLException {
    TokenSpace old = from.orElseThrow();
    move.setLong(1, floor);
    move.setString(2, to.cluster());
    move.setString(3, to.election().value());
    move.setString(4, scope);
    move.setString(5, old.cluster());
    move.setString(6, old.election().value());
    move.setLong(7, floor);
  }
}
