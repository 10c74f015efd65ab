package dev.incumbent.client;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.client.ClientAction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/**
 * From a grant to the word that the work may start: claims every fence of its own and of its
 * predecessors, then fences each predecessor by every action, in order.
 *
 * <p>Guarantees: S-4. Before each claim and each action it looks at the time left: to the
 * leadership, to the promotion's bound, and none once it was told to stop.
 *
 * <p>Threads: for the candidacy's thread.
 */
final class Promotion {
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  private final Term.Surroundings around;
  private final ClientAction.Promote promote;
  private final HeldLeadership leadership;
  private final Clocks clocks;

  Promotion(
      Term.Surroundings around,
      ClientAction.Promote promote,
      HeldLeadership leadership,
      Clocks clocks) {
    this.around = around;
    this.promote = promote;
    this.leadership = leadership;
    this.clocks = clocks;
  }

  /** Does all of it; returns why it failed, or empty. */
  Optional<Failure> run() {
    return claimAll().or(this::fenceAll);
  }

  private Optional<Failure> claimAll() {
    TreeSet<String> names = new TreeSet<>(promote.grant().fencesToClaim());
    names.addAll(around.fences().keySet());
    Claim claim =
        new Claim(leadership.space(), leadership.token(), leadership.grant(), this::remaining);
    Refused refused = new Refused();
    for (String name : names) {
      Optional<Failure> failure = claim(name, claim);
      if (failure.isPresent() && !refused.add(failure.get())) {
        return failure;
      }
    }
    return refused.highest();
  }

  private Optional<Failure> claim(String name, Claim claim) {
    Fence fence = around.fences().get(name);
    if (fence == null) {
      return Optional.of(unclaimable(name));
    }
    if (remaining().isZero()) {
      return Optional.of(tooLate("fence '" + name + "' was claimed"));
    }
    long running = around.slow().begin("the claim of fence '" + name + "' for " + leadership);
    try {
      fence.claim(claim);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(unknown(name, e));
    } catch (IncumbentException e) {
      return Optional.of(named(name, e.failure()));
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "the claim of fence '" + name + "' for " + leadership + " threw", t);
      return Optional.of(unknown(name, t));
    } finally {
      around.slow().end(running);
    }
  }

  private Optional<Failure> fenceAll() {
    for (Predecessor predecessor : promote.grant().predecessors()) {
      for (FencingStep step : around.fencing()) {
        Optional<Failure> failure = fence(predecessor, step);
        if (failure.isPresent()) {
          return failure;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> fence(Predecessor predecessor, FencingStep step) {
    String what = "fencing action '" + step.action().name() + "' for predecessor " + predecessor;
    if (remaining().isZero()) {
      return Optional.of(tooLate(what + " was begun"));
    }
    long end = clocks.nanos() + step.timeout().toNanos();
    FencingTarget target =
        new FencingTarget(
            leadership.space(), predecessor, leadership.token(), () -> remaining(end));
    try {
      Optional<String> why = around.fencingThread().run(step, target);
      why.ifPresent(it -> LOG.log(Level.WARNING, what + " of " + leadership + ": " + it));
      return why.filter(it -> step.must()).map(it -> failed(what, it));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(failed(what, e.toString()));
    }
  }

  private Duration remaining(long endNanos) {
    Duration left = Duration.ofNanos(Math.max(endNanos - clocks.nanos(), 0));
    Duration all = remaining();
    return left.compareTo(all) < 0 ? left : all;
  }

  /** The time left to the leadership, to the promotion's bound, and none once told to stop. */
  private Duration remaining() {
    if (leadership.stopSignal().cause().isPresent()) {
      return Duration.ZERO;
    }
    long left = Math.min(leadership.remainingNanos(), promote.boundNanos() - clocks.nanos());
    return Duration.ofNanos(Math.max(left, 0));
  }

  private static Failure unclaimable(String fence) {
    return Failure.of(
        FailureCode.REJECTED,
        "fence '" + fence + "' of a predecessor is not one that this candidate can claim");
  }

  private Failure tooLate(String what) {
    return Failure.of(FailureCode.LEADERSHIP_LOST, leadership + " ended before " + what);
  }

  private static Failure failed(String what, String why) {
    return Failure.of(FailureCode.OUTCOME_UNKNOWN, what + " failed: " + why);
  }

  private static Failure named(String fence, Failure failure) {
    return new Failure(
        failure.code(),
        "fence '" + fence + "': " + failure.message(),
        failure.value(),
        failure.allowed());
  }

  private static Failure unknown(String fence, Throwable cause) {
    return Failure.of(
        FailureCode.OUTCOME_UNKNOWN, "fence '" + fence + "' was perhaps not claimed: " + cause);
  }
}
