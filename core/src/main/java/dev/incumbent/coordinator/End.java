package dev.incumbent.coordinator;

import dev.incumbent.election.EndReason;

/**
 * How a leadership ends: the one place that decides what a clean end is.
 *
 * @param clean nothing of its work can land late: the next leader need not fence it, and no lock
 *     delay follows
 * @param detail more about the reason, at most 255 bytes
 */
record End(EndReason reason, boolean clean, String detail) {

  /** The coordinator's or an operator's end. */
  static End decided(EndReason reason) {
    return new End(reason, reason.clean(), "");
  }

  /**
   * The holder gives it back. A holder does that only once its work has returned (S-5), whatever
   * the reason; a promotion that failed never began any, so that one of a leadership that had
   * reported its promotion contradicts itself, and is not believed.
   */
  static End released(Grant grant, Operation.Release release) {
    boolean contradicts = release.reason() == EndReason.PROMOTION_FAILED && grant.promoted();
    EndReason reason = grant.withdrawal().map(Grant.Withdrawal::reason).orElse(release.reason());
    return new End(reason, !contradicts, release.detail());
  }

  /** A promotion that ended before any work began. */
  static End unstarted(String detail) {
    return new End(EndReason.PROMOTION_FAILED, true, detail);
  }
}
