package dev.incumbent.fence.jdbc;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.function.Supplier;

/** The refusals, each said once. */
final class FenceRefusals {
  private FenceRefusals() {}

  static String where(FenceRecord fence) {
    return "fence scope '" + fence.scope() + "' of " + fence.space();
  }

  static Failure missing(String scope) {
    return new Failure(
        FailureCode.REJECTED,
        "fence scope '"
            + scope
            + "' has no row in "
            + FenceTable.NAME
            + ", and a missing row refuses: create the table and the scope once, with create() and"
            + " createScope(…)",
        scope,
        "a scope that was created");
  }

  static Failure otherSpace(FenceRecord fence, TokenSpace offered) {
    return Failure.rejected(
        "token space of fence scope '" + fence.scope() + "'",
        offered.toString(),
        fence.space().toString());
  }

  static Failure stale(FenceRecord fence, long offered) {
    if (fence.token() != offered) {
      return Failure.staleToken(where(fence), offered, fence.token());
    }
    return new Failure(
        FailureCode.STALE_TOKEN,
        "token "
            + offered
            + " is stale: "
            + where(fence)
            + " was claimed with the same token by another grant, "
            + fence.grant()
            + " (the coordinator was put back from a copy)",
        Long.toString(offered),
        Long.toString(fence.token()));
  }

  /** Less than a millisecond counts as none: a limit of 0 ms would mean no limit to PostgreSQL. */
  static long requireMillisLeft(
      TokenSpace space, FencingToken token, Supplier<Duration> remaining, String notDone) {
    long millis = remaining.get().toMillis();
    if (millis < 1) {
      throw new Failure(
              FailureCode.LEADERSHIP_LOST,
              "the leadership of "
                  + space
                  + " with token "
                  + token
                  + " has less than 1 ms left: "
                  + notDone,
              token.toString(),
              "")
          .toException();
    }
    return millis;
  }
}
