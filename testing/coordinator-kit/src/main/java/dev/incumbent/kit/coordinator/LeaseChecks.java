package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.StopSignal;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S-2, S-7 and L-1: for how long a leadership calls itself valid. */
abstract class LeaseChecks extends TokenChecks {
  private static final int RACING = 6;
  private static final Duration SHORT_CHANCE = Duration.ofMillis(50);

  @Test
  public final void s2_nextLeadershipBeginsWhenTheLastIsNoLongerValid() throws Exception {
    Gate stuck = gate();
    Coordinator crashing = hastyClient("crashing");
    Leadership old = lead(crashing, contender("crashing", l -> stuck.passStubbornly()));
    List<Boolean> oldWasValid = new ArrayList<>();
    campaign(
        client("next"),
        contender(
            "next",
            l -> {
              oldWasValid.add(!old.remaining().isZero());
              l.stopSignal().await();
            }));
    cut(crashing);
    until("the next leads", () -> !oldWasValid.isEmpty());
    assertThat(oldWasValid).as("the old leadership was valid then").containsExactly(false);
  }

  @Test
  public final void s2_workOfTwoLeadersNeverOverlaps() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Contender.Work work =
        l -> {
          most.accumulateAndGet(working.incrementAndGet(), Math::max);
          giveTheChance(SHORT_CHANCE, () -> working.get() > 1);
          working.decrementAndGet();
        };
    Gate allThere = gate();
    lead(client("client 0"), contender("first", l -> allThere.passStubbornly()));
    List<Candidacy> all = new ArrayList<>();
    for (int i = 1; i <= RACING; i++) {
      all.add(queueUp(client("client " + i), contender("racing " + i, work)));
    }
    allThere.open();
    for (Candidacy candidacy : all) {
      answer("a racing candidacy", candidacy.finished());
    }
    assertThat(most.get()).as("how many worked at once").isEqualTo(1);
  }

  @Test
  public final void s7_expiresByItselfWhileTheWorkIsStuck() throws Exception {
    Gate stuck = gate();
    Coordinator client = hastyClient("cut off");
    Leadership held = lead(client, contender("stuck", l -> stuck.passStubbornly()));
    held.requireValid();
    Step mend = cut(client);
    until("no time is left", () -> held.remaining().isZero());
    assertLost(held);
    mend(mend);
    giveTheChance(() -> !held.remaining().isZero());
    assertLost(held);
  }

  @Test
  public final void s7_tellsTheWorkThatItIsLost() throws Exception {
    Coordinator client = hastyClient("cut off");
    Contender told = contender("told");
    campaign(client, told);
    Leadership held = awaitLead(told, 1);
    cut(client);
    until("the work was told, and returned", () -> !told.returned().isEmpty());
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.LOST);
    assertThat(held.remaining()).isZero();
  }

  @Test
  public final void s7_isRenewedWhileTheWorkIsStuck() throws Exception {
    Gate stuck = gate();
    Leadership held =
        lead(hastyClient("one"), contender("stuck", leadership -> stuck.passStubbornly()));
    long from = now();
    Duration two = under().lease().multipliedBy(2);
    until("two leases have passed", () -> since(from).compareTo(two) > 0);
    held.requireValid();
    assertThat(held.remaining()).isPositive().isLessThanOrEqualTo(under().lease());
  }

  @Test
  public final void l1_crashedLeaderIsReplaced() throws Exception {
    Coordinator crashing = hastyClient("crashing");
    lead(crashing, contender("crashing"));
    Contender next = contender("next");
    Coordinator other = client("next");
    queueUp(other, next);
    cut(crashing);
    awaitLead(next, 1);
  }

  private static void assertLost(Leadership held) {
    assertThat(held.remaining()).as("the time left to a lost leadership").isZero();
    assertThat(held.inJeopardy()).as("jeopardy of what is lost").isFalse();
    assertThat(held.stopSignal().cause()).contains(StopSignal.Cause.LOST);
    assertThatThrownBy(held::requireValid).isInstanceOf(LeadershipLostException.class);
    assertThatThrownBy(() -> held.call(() -> "done")).isInstanceOf(LeadershipLostException.class);
  }
}
