package dev.incumbent.cli.bench;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that acquires an election of its own and releases it at once. Each token must be larger
 * than the one before (S-1).
 */
final class Cycling implements Clients.Work {
  private final Coordinator coordinator;
  private final CampaignConfig campaign;
  private long token;

  Cycling(Coordinator coordinator, CandidateName candidate, int client) {
    this.coordinator = coordinator;
    this.campaign = CampaignConfig.of(new ElectionName("cycle-" + client), candidate).build();
  }

  @Override
  public void once() {
    AtomicLong granted = new AtomicLong();
    coordinator
        .campaign(campaign, leadership -> granted.set(leadership.token().value()))
        .finished()
        .toCompletableFuture()
        .join();
    if (granted.get() <= token) {
      throw new IllegalStateException(
          "token " + granted.get() + " was granted after " + token + ": S-1 is broken");
    }
    token = granted.get();
  }
}
