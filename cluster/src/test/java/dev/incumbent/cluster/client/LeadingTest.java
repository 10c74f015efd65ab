package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.RejectedException;
import dev.incumbent.session.ClientMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeadingTest extends ScriptedCoordinator {
  @Test
  void c1_leadsAndEndsOnceInOrder() throws Exception {
    UntilStopped task = new UntilStopped();
    Candidacy candidacy = coordinator.campaign(config().build(), task);
    Await.until(task.leads);
    assertThat(candidacy.findLeadership().orElseThrow().token().value()).isEqualTo(1);

    candidacy.close();
    candidacy.close();

    Await.until("it was told the end", () -> told.size() == 3);
    assertThat(told).containsExactly("lead 1", "stop CLOSING", "ended 1 RESIGNED");
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
    assertThat(Await.answer(candidacy.finished())).contains(EndReason.RESIGNED);
    assertThat(candidacy.findLeadership()).isEmpty();
  }

  @Test
  void c2_runsTheWorkOnAThreadOfTheCandidacys() throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();

    coordinator.campaign(
        config().build(), held -> thread.complete(Thread.currentThread().getName()));

    assertThat(Await.answer(thread)).isEqualTo("incumbent-orders-a");
  }

  @Test
  void s4_claimsItsOwnAndThePredecessorsFencesBeforeItLeads() throws Exception {
    node.addFenceToClaim("old");
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencedBy(
                fence("own", claim -> told.add("claim own " + claim.token())),
                fence("old", claim -> told.add("claim old " + claim.token())))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("claim old 1", "claim own 1", "lead 1");
    Await.until(
        "the promotion is reported",
        () -> !node.requested(Operation.ReportPromoted.class).isEmpty());
  }

  @Test
  void s4_aFenceThatItCannotClaimFailsThePromotion() {
    node.addFenceToClaim("unknown");

    coordinator.campaign(config().build(), new UntilStopped());

    Await.until("it gave up twice", () -> node.requested(Operation.Release.class).size() >= 2);
    assertThat(node.requested(Operation.Release.class))
        .allMatch(release -> release.reason() == EndReason.PROMOTION_FAILED);
    assertThat(told).isEmpty();
  }

  @Test
  void aThrowingClaimFailsThePromotionAndTheNextMayLead() throws Exception {
    AtomicInteger claims = new AtomicInteger();
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencedBy(
                fence(
                    "db",
                    claim -> {
                      if (claims.incrementAndGet() == 1) {
                        throw new IllegalStateException("the database is away");
                      }
                    }))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("lead 2");
  }

  @Test
  void c3_stuckWorkDelaysNoRenewalAndNoOtherCandidacy() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch let = new CountDownLatch(1);
    coordinator.campaign(
        config().build(),
        held -> {
          stuck.countDown();
          let.await();
        });
    Await.until(stuck);
    int renewals = node.received(ClientMessage.Renew.class).size();
    UntilStopped other = new UntilStopped();

    coordinator.campaign(CampaignConfig.of(new ElectionName("other"), CANDIDATE).build(), other);

    Await.until(other.leads);
    Await.until(
        "renewals go on", () -> node.received(ClientMessage.Renew.class).size() >= renewals + 5);
    let.countDown();
  }

  @Test
  void c1_throwingWorkIsReleasedAndFinishesWithIt() {
    Candidacy candidacy =
        coordinator.campaign(
            config().build(),
            new LeaderTask() {
              @Override
              public void lead(Leadership held) throws Exception {
                throw new java.io.IOException("no disk");
              }

              @Override
              public void ended(Leadership held, EndReason reason) {
                told.add("ended " + reason);
              }
            });

    assertThatThrownBy(() -> Await.answer(candidacy.finished()))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no disk");
    Await.until("it was told the end", () -> told.contains("ended RESIGNED"));
    awaited(Operation.Release.class);
    assertThat(node.requested(Operation.Release.class)).hasSize(1);
  }

  @Test
  void refusesASecondCandidacyInTheSamePlaceUntilTheFirstIsOver() throws Exception {
    node.grant(false);
    Candidacy first = coordinator.campaign(config().build(), new UntilStopped());
    assertThatThrownBy(() -> coordinator.campaign(config().build(), new UntilStopped()))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("'a'");

    first.close();
    Await.answer(first.finished());

    coordinator.campaign(config().build(), new UntilStopped()).close();
  }
}
