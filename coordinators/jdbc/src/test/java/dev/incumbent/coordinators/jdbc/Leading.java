package dev.incumbent.coordinators.jdbc;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Candidates of one election, each of which leads until it is told to stop. */
final class Leading {
  static final ElectionName ORDERS = new ElectionName("orders");
  private static final int LOOKS = 600;

  private Leading() {}

  static CompletableFuture<Leadership> lead(Coordinator coordinator, String candidate) {
    CompletableFuture<Leadership> led = new CompletableFuture<>();
    Candidacy unused =
        coordinator.campaign(
            CampaignConfig.of(ORDERS, new CandidateName(candidate)).build(),
            leadership -> {
              led.complete(leadership);
              leadership.stopSignal().await();
            });
    return led;
  }

  static Leadership within(CompletableFuture<Leadership> led) throws Exception {
    return led.get(60, TimeUnit.SECONDS);
  }

  /** Waits until somebody waits. */
  static void awaitQueue(Coordinator coordinator) throws Exception {
    for (int i = 0; i < LOOKS; i++) {
      var found =
          coordinator
              .elections()
              .find(ORDERS, Freshness.LINEARIZABLE)
              .get(60, TimeUnit.SECONDS)
              .value();
      if (found.filter(it -> !it.view().queue().isEmpty()).isPresent()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("nobody waits");
  }
}
