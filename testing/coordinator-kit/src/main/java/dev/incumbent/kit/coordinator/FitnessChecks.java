package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.HealthCheck;
import dev.incumbent.election.HealthConfig;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who is fit to lead, who is preferred, and for how long. */
abstract class FitnessChecks extends JeopardyChecks {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PERIOD = Duration.ofMillis(200);

  @Test
  public final void health_anUnhealthyLeaderYields() throws Exception {
    AtomicBoolean healthy = new AtomicBoolean(true);
    Contender first = contender("first");
    campaign(client("one"), first, config -> config.health(checked(() -> require(healthy), 3)));
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    queueUp(client("two"), next);
    healthy.set(false);
    awaitLead(next, 1);
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.UNHEALTHY);
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.UNHEALTHY);
  }

  @Test
  public final void health_anUnhealthyCandidateDoesNotStand() throws Exception {
    AtomicBoolean healthy = new AtomicBoolean();
    Contender who = contender("unhealthy");
    Coordinator client = client("one");
    campaign(client, who, config -> config.health(checked(() -> require(healthy), 3)));
    giveTheChance(() -> !who.led().isEmpty());
    assertThat(who.led()).as("leaderships of one that is unhealthy").isEmpty();
    Contender other = contender("healthy");
    lead(client("two"), other);
    healthy.set(true);
    awaitQueued(client, who);
    healthy.set(false);
    until("it has left the queue", () -> !isQueued(client, who));
    assertThat(who.led()).isEmpty();
  }

  @Test
  public final void c2_isRenewedWhileAHealthCheckHangs() throws Exception {
    Gate stuck = gate();
    AtomicBoolean hangs = new AtomicBoolean();
    Contender who = contender("checked");
    HealthCheck check =
        () -> {
          if (hangs.get()) {
            stuck.passStubbornly();
          }
        };
    campaign(hastyClient("one"), who, config -> config.health(checked(check, 100)));
    Leadership held = awaitLead(who, 1);
    hangs.set(true);
    until("the check hangs", stuck::isReached);
    long from = now();
    Duration two = under().lease().multipliedBy(2);
    until("two leases have passed", () -> since(from).compareTo(two) > 0);
    held.requireValid();
  }

  @Test
  public final void queue_preferredCandidateTakesOver() throws Exception {
    Contender low = contender("low");
    Leadership held = lead(client("one"), low);
    Contender high = contender("high");
    campaign(client("two"), high, config -> config.priority(1).preferred(Duration.ZERO, SECOND));
    awaitLead(high, 1);
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.HANDOVER);
    assertThat(awaitEnd(low, 1).reason()).isEqualTo(EndReason.HANDED_OVER);
  }

  @Test
  public final void queue_tenureEndsForTheNextThatWaits() throws Exception {
    Contender first = contender("first");
    long from = now();
    campaign(client("one"), first, config -> config.maxTenure(SECOND));
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    campaign(client("two"), next);
    awaitLead(next, 1);
    assertThat(since(from)).as("the tenure").isGreaterThanOrEqualTo(SECOND);
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.HANDOVER);
    assertThat(awaitEnd(first, 1).reason().clean()).isTrue();
  }

  /** Slow enough that a busy machine passes it. */
  private static HealthConfig checked(HealthCheck check, int unhealthyAfter) {
    return HealthConfig.of(check)
        .every(PERIOD, PERIOD)
        .thresholds(unhealthyAfter, 1)
        .hold(Duration.ZERO);
  }

  private static void require(AtomicBoolean healthy) {
    if (!healthy.get()) {
      throw new IllegalStateException("unhealthy");
    }
  }
}
