package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** S-5 and L-4: how a leadership ends in good order, and what happens if it does not. */
abstract class DrainChecks extends PromotionChecks {
  private static final Duration SHORT_DRAIN = Duration.ofMillis(200);

  @Test
  public final void s5_releasesOnlyAfterTheWorkHasReturned() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first", l -> stuck.passStubbornly());
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    Coordinator other = client("two");
    queueUp(other, next);
    CompletableFuture<Boolean> closing = begin(candidacy::close);
    until("it is told to stop", () -> held.stopSignal().cause().isPresent());
    giveTheChance(() -> !next.led().isEmpty() || closing.isDone());
    assertThat(next.led()).as("who led before the work had returned").isEmpty();
    assertThat(closing).as("the closing before the work had returned").isNotDone();
    stuck.open();
    answer("the closing", closing);
    awaitLead(next, 1);
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.CLOSING);
    assertThat(awaitEnd(first, 1).reason().clean()).isTrue();
  }

  @Test
  public final void s5_releasesOnlyAfterTheCallsHaveReturned() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    Coordinator other = client("two");
    queueUp(other, next);
    CompletableFuture<Boolean> call = begin(() -> callAndPass(held, stuck));
    until("the call is in flight", stuck::isReached);
    CompletableFuture<Boolean> closing = begin(candidacy::close);
    until("the work has returned", () -> !first.returned().isEmpty());
    giveTheChance(() -> !next.led().isEmpty());
    assertThat(next.led()).as("who led before the call had returned").isEmpty();
    stuck.open();
    answer("the call", call);
    answer("the closing", closing);
    awaitLead(next, 1);
  }

  private static void callAndPass(Leadership held, Gate gate) throws Exception {
    held.call(
        () -> {
          gate.passStubbornly();
          return "done";
        });
  }

  @Test
  public final void s5_drainOverrunReleasesNothing() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first", l -> stuck.passStubbornly());
    Candidacy candidacy =
        campaign(hastyClient("one"), first, config -> config.drainBound(SHORT_DRAIN));
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    Coordinator other = client("two");
    queueUp(other, next);
    long closed = now();
    answer("the closing of work that overruns its bound", begin(candidacy::close));
    awaitLead(next, 1);
    assertThat(since(closed))
        .as("the lease of the abandoned leadership ran out first")
        .isGreaterThanOrEqualTo(under().lease().minus(under().lease().dividedBy(5)));
    assertThat(held.remaining()).isZero();
    assertThat(first.ends()).as("ends told before the work returned").isEmpty();
    stuck.open();
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.ABANDONED);
  }

  @Test
  public final void s5_doesNotCampaignBeforeItsWorkHasReturned() throws Exception {
    Gate stuck = gate();
    Contender who =
        contender(
            "stuck",
            l -> {
              stuck.passStubbornly();
              l.stopSignal().await();
            });
    Coordinator client = hastyClient("cut off");
    campaign(client, who);
    Leadership held = awaitLead(who, 1);
    Step mend = cut(client);
    until("it is lost", () -> held.remaining().isZero());
    mend(mend);
    giveTheChance(() -> who.led().size() > 1);
    assertThat(who.led()).as("leaderships while the first's work had not returned").hasSize(1);
    stuck.open();
    assertThat(awaitLead(who, 2).token()).isGreaterThan(held.token());
    assertThat(awaitEnd(who, 1).reason().clean()).isFalse();
  }

  @Test
  public final void s5_revokedLeadershipStopsBeforeTheNext() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first", l -> stuck.passStubbornly());
    Coordinator one = client("one");
    campaign(one, first, config -> config.finishAfterLoss());
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    Coordinator other = client("two");
    queueUp(other, next);
    ask("a revocation", () -> other.elections().revoke(election(), held.token()));
    assertNobodyLeadsBeforeItReturns(held, next);
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.WITHDRAWN);
    stuck.open();
    awaitLead(next, 1);
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.REVOKED);
  }

  @Test
  public final void s5_revocationOfAnOlderTokenDoesNothing() throws Exception {
    Coordinator client = client("one");
    Contender first = contender("first", Contender.NONE);
    answer("the end of work that returns", campaign(client, first).finished());
    Leadership held = lead(client, contender("second"));
    FencingToken old = first.led().get(0).token();
    CompletableFuture<Void> revoking =
        call("a revocation", () -> client.elections().revoke(election(), old));
    until("it is answered", revoking::isDone);
    giveTheChance(() -> held.stopSignal().cause().isPresent());
    assertThat(held.stopSignal().cause()).as("the current leader's stop signal").isEmpty();
    held.requireValid();
  }

  /** The lease is far longer than the check's patience with it. */
  @Test
  public final void l4_handOverWaitsForTheWorkAndForNoTimer() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first", l -> stuck.passStubbornly());
    Candidacy candidacy = campaign(client("one"), first, config -> config.finishAfterLoss());
    Leadership held = awaitLead(first, 1);
    Contender earlier = contender("earlier");
    Contender named = contender("named");
    queueUp(client("two"), earlier, named);
    CompletionStage<Void> handOver = call("a hand-over", () -> candidacy.handOver(named.name()));
    assertNobodyLeadsBeforeItReturns(held, named);
    Duration left = held.remaining();
    long from = now();
    stuck.open();
    answer("the hand-over", handOver);
    awaitLead(named, 1);
    assertThat(since(from)).isLessThan(left.dividedBy(2));
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.HANDOVER);
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.HANDED_OVER);
    assertThat(earlier.led()).as("who was not named").isEmpty();
  }

  @Test
  public final void l4_successorThatLeftIsPassedOver() throws Exception {
    Gate stuck = gate();
    Contender first = contender("first", l -> stuck.passStubbornly());
    Candidacy candidacy = campaign(client("one"), first);
    awaitLead(first, 1);
    Coordinator other = client("two");
    Contender waiting = contender("waiting");
    queueUp(other, waiting);
    Contender named = contender("named");
    Candidacy leaving = queueUp(other, named);
    CompletionStage<Void> handOver = call("a hand-over", () -> candidacy.handOver(named.name()));
    answer("leaving the queue", begin(leaving::close));
    stuck.open();
    answer("the hand-over", handOver);
    awaitLead(waiting, 1);
    assertThat(awaitEnd(first, 1).reason().clean()).isTrue();
    assertThat(named.led()).isEmpty();
  }

  @Test
  public final void l4_operatorsHandOverIsTheHolders() throws Exception {
    Contender first = contender("first");
    campaign(client("one"), first);
    FencingToken asked = awaitLead(first, 1).token();
    Coordinator other = client("two");
    Contender named = contender("named");
    queueUp(other, named);
    assertThat(ask("a request", () -> other.elections().requestHandover(election(), named.name())))
        .isEqualTo(asked);
    awaitLead(named, 1);
    assertThat(awaitEnd(first, 1).reason()).isEqualTo(EndReason.HANDED_OVER);
  }

  /** The work of {@code held} does not return although it is told to stop. */
  final void assertNobodyLeadsBeforeItReturns(Leadership held, Contender next) {
    until("it is told to stop", () -> held.stopSignal().cause().isPresent());
    giveTheChance(() -> !next.led().isEmpty());
    assertThat(next.led()).as("who led before the work had returned").isEmpty();
  }
}
