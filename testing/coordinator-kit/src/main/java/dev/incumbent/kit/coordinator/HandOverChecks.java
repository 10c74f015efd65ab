package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.IncumbentException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** L-4: hand-overs that are scheduled, or of nothing; lock delays. */
abstract class HandOverChecks extends FitnessChecks {
  private static final Duration SOON = Duration.ofMillis(600);
  private static final Duration FAR = Duration.ofHours(1);

  @Test
  public final void l4_scheduledHandOverComesWhenItIsDue() throws Exception {
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    Contender named = contender("named");
    queueUp(client("two"), named);
    long from = now();
    CompletionStage<Void> handOver =
        call("a schedule", () -> candidacy.handOverAfter(SOON, named.name()));
    until("it is told to stop", () -> held.stopSignal().cause().isPresent());
    assertThat(since(from)).as("the time until it was told to").isGreaterThanOrEqualTo(SOON);
    answer("the hand-over", handOver);
    awaitLead(named, 1);
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.HANDED_OVER);
  }

  @Test
  public final void l4_scheduledHandOverEndsWithItsLeadership() throws Exception {
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    Contender named = contender("named");
    Coordinator other = client("two");
    queueUp(other, named);
    CompletionStage<Void> handOver =
        call("a schedule", () -> candidacy.handOverAfter(FAR, named.name()));
    ask("a revocation", () -> other.elections().revoke(election(), held.token()));
    awaitLead(named, 1);
    assertThatThrownBy(() -> answer("the hand-over", handOver))
        .isInstanceOf(IncumbentException.class);
  }

  @Test
  public final void l4_nothingIsHandedOverByWhoDoesNotLead() throws Exception {
    Contender first = contender("first");
    Leadership held = lead(client("one"), first);
    Contender waiting = contender("waiting");
    Coordinator other = client("two");
    Candidacy candidacy = queueUp(other, waiting);
    assertThatThrownBy(() -> ask("a hand-over of nothing", () -> candidacy.handOver(first.name())))
        .isInstanceOf(IncumbentException.class);
    assertThat(isQueued(other, waiting)).isTrue();
    assertThat(held.stopSignal().cause()).isEmpty();
  }

  /** It cannot have ended before the holder was cut off, as it was valid then. */
  @Test
  public final void delay_keepsOthersWaitingAfterACrash() throws Exception {
    Duration delay = under().lease().multipliedBy(2);
    Coordinator crashing = hastyClient("crashing");
    Contender first = contender("crashing");
    campaign(crashing, first, config -> config.lockDelay(delay));
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    queueUp(client("two"), next);
    long from = now();
    cut(crashing);
    assertThat(held.remaining()).isPositive();
    awaitLead(next, 1);
    assertThat(since(from)).as("the lock delay").isGreaterThanOrEqualTo(delay);
  }

  @Test
  public final void delay_noneAfterACleanEnd() throws Exception {
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first, config -> config.lockDelay(FAR));
    awaitLead(first, 1);
    Contender next = contender("next");
    queueUp(client("two"), next);
    answer("the closing", begin(candidacy::close));
    awaitLead(next, 1);
  }
}
