package dev.incumbent.client;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.session.client.ClientAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Broken on purpose: the work may start at once, and the fences are claimed beside it. The checker
 * must say S-4.
 */
final class Promotion {
  private static final long LATE_MILLIS = 300;

  private final Term.Surroundings around;
  private final HeldLeadership leadership;

  Promotion(
      Term.Surroundings around,
      ClientAction.Promote promote,
      HeldLeadership leadership,
      Clocks clocks) {
    this.around = around;
    this.leadership = leadership;
  }

  Optional<Failure> run() {
    Thread claims = new Thread(this::claimAll, "late-claims");
    claims.setDaemon(true);
    claims.start();
    return Optional.empty();
  }

  private void claimAll() {
    Claim claim =
        new Claim(leadership.space(), leadership.token(), leadership.grant(), this::remaining);
    try {
      TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
      for (Fence fence : around.fences().values()) {
        fence.claim(claim);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration remaining() {
    return Duration.ofNanos(leadership.remainingNanos());
  }
}
