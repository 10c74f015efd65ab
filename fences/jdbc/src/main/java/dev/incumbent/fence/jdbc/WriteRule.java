package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FenceRule;
import java.util.Optional;

/** S-3's decision about a write, apart from the SQL that makes it a check. */
final class WriteRule {
  private WriteRule() {}

  /**
   * Why this writer may not write under this row; empty if it may.
   *
   * @param row the fence row, absent if the scope was never created
   */
  static Optional<Failure> refusal(String scope, Optional<FenceRecord> row, FencedWriter writer) {
    if (row.isEmpty()) {
      return Optional.of(FenceRefusals.missing(scope));
    }
    FenceRecord fence = row.get();
    if (!fence.space().equals(writer.space())) {
      return Optional.of(FenceRefusals.otherSpace(fence, writer.space()));
    }
    long offered = writer.token().value();
    if (FenceRule.admits(fence.token(), fence.grant(), writer.token(), writer.grant())) {
      return Optional.empty();
    }
    if (fence.token() >= offered) {
      return Optional.of(FenceRefusals.stale(fence, offered));
    }
    return Optional.of(wentBack(fence, offered));
  }

  private static Failure wentBack(FenceRecord fence, long offered) {
    String stands =
        fence.token() == 0 ? "was never claimed" : "was last claimed with token " + fence.token();
    return new Failure(
        FailureCode.LEADERSHIP_LOST,
        FenceRefusals.where(fence)
            + " "
            + stands
            + ", below this leadership's own "
            + offered
            + ": either it was not claimed with that one before this write, or the database went"
            + " back to an earlier state. Stop, be granted the election anew, and claim",
        Long.toString(offered),
        Long.toString(fence.token()));
  }
}
