package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to a leadership, and so what is said about its end. Not for use by several threads.
 *
 * <pre>
 * the first that holds                        the task is told      the coordinator is told
 * the coordinator ended it                    its reason            nothing
 * the session is gone                         LOST                  nothing
 * a claim failed while promoting              PROMOTION_FAILED      PROMOTION_FAILED
 * it was abandoned, and has returned          ABANDONED             ABANDONED
 * its lease expired, before the work began    LOST                  PROMOTION_FAILED
 * its lease expired                           LOST                  LOST
 * it was withdrawn                            why                   as if it was not
 * it was unhealthy                            UNHEALTHY             UNHEALTHY
 * a hand-over was asked for                   HANDED_OVER           HANDED_OVER
 * otherwise                                   RESIGNED              RESIGNED
 * </pre>
 */
final class EndFacts {
  private boolean started;
  private boolean lost;
  private Optional<EndReason> ended = Optional.empty();
  private Optional<EndReason> withdrawn = Optional.empty();
  private Optional<Operation.Successor> successor = Optional.empty();
  private Optional<Failure> failure = Optional.empty();
  private boolean unhealthy;
  private String detail = "";

  void started() {
    started = true;
  }

  void lost() {
    lost = true;
  }

  void failed(Failure why) {
    failure = Optional.of(why);
    detail(why.message());
  }

  void unhealthy(String why) {
    unhealthy = true;
    detail(why);
  }

  /** Says why, for people; the first that is said counts. */
  void detail(String why) {
    detail = detail.isEmpty() ? Detail.of(why) : detail;
  }

  /** Why, for people; empty if the reason says it all. */
  String detail() {
    return detail;
  }

  void handOverTo(Operation.Successor to) {
    successor = Optional.of(to);
  }

  /** Whether that is news. */
  boolean ended(EndReason reason) {
    boolean news = ended.isEmpty();
    if (news) {
      ended = Optional.of(reason);
    }
    return news;
  }

  /** Whether that is news. */
  boolean withdrawn(EndReason reason) {
    boolean news = withdrawn.isEmpty();
    if (news) {
      withdrawn = Optional.of(reason);
    }
    return news;
  }

  boolean isEnded() {
    return ended.isPresent();
  }

  /** Whether it was taken away, rather than given back. */
  boolean isLoss() {
    return lost || ended.isPresent() || withdrawn.isPresent();
  }

  Optional<Operation.Successor> successor() {
    return successor;
  }

  Optional<Failure> failure() {
    return failure;
  }

  /**
   * The high-water token by which a fence refused the claim as stale, all of them asked; empty if
   * none did, or if another failure stood in the way.
   */
  OptionalLong refused() {
    return failure
        .filter(why -> why.code() == FailureCode.STALE_TOKEN)
        .map(why -> highWater(why.allowed()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong highWater(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  EndReason told(LeadershipProtocol.State state) {
    if (ended.isPresent()) {
      return ended.get();
    }
    if (failure.isPresent() && state == LeadershipProtocol.State.PROMOTING) {
      return EndReason.PROMOTION_FAILED;
    }
    if (state == LeadershipProtocol.State.ABANDONED) {
      return EndReason.ABANDONED;
    }
    if (lost) {
      return EndReason.LOST;
    }
    return withdrawn.orElse(givenBack());
  }

  /** The reason of its release; empty if there is nothing to release. */
  Optional<EndReason> released(LeadershipProtocol.State state) {
    if (ended.isPresent()) {
      return Optional.empty();
    }
    if (state == LeadershipProtocol.State.ABANDONED) {
      return Optional.of(EndReason.ABANDONED);
    }
    if (failure.isPresent() || (!started && lost)) {
      return Optional.of(EndReason.PROMOTION_FAILED);
    }
    if (lost) {
      return Optional.of(EndReason.LOST);
    }
    return Optional.of(givenBack());
  }

  private EndReason givenBack() {
    if (unhealthy) {
      return EndReason.UNHEALTHY;
    }
    return successor.isPresent() ? EndReason.HANDED_OVER : EndReason.RESIGNED;
  }
}
