package dev.incumbent.client;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.Optional;

/**
 * The claims that fences refused because they have seen a larger token, or the same with another
 * grant: the coordinator may raise its counter above the highest of them (S-1), once all fences
 * were asked. Not for use by several threads.
 */
final class Refused {
  private Optional<Failure> highest = Optional.empty();

  /**
   * Takes note of a claim that failed.
   *
   * @return false if it failed for another reason, so that the rest need not be asked
   */
  boolean add(Failure failure) {
    if (failure.code() != FailureCode.STALE_TOKEN || highWater(failure) < 0) {
      return false;
    }
    if (highest.filter(known -> highWater(known) >= highWater(failure)).isEmpty()) {
      highest = Optional.of(failure);
    }
    return true;
  }

  /** The one with the highest token; empty if none was refused so. */
  Optional<Failure> highest() {
    return highest;
  }

  /** The high-water token that a stale claim met; −1 if it does not say. */
  private static long highWater(Failure failure) {
    try {
      return Long.parseLong(failure.allowed());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
