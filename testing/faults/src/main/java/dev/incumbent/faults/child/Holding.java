package dev.incumbent.faults.child;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;

/** The leader without a fence: asks its leadership, again and again, whether it is valid (S-2). */
final class Holding implements LeaderTask {
  static final ElectionName ELECTION = new ElectionName("lease");

  private static final long PAUSE_MILLIS = 30;

  private final Wire wire;

  Holding(Wire wire) {
    this.wire = wire;
  }

  static CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(ELECTION, candidate).build();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    wire.tell("elected", ELECTION, leadership.token());
    while (leadership.stopSignal().cause().isEmpty()) {
      ask(leadership);
      Thread.sleep(PAUSE_MILLIS);
    }
    wire.tell("stop", ELECTION, leadership.token());
    ask(leadership);
    wire.tell("returned", ELECTION, leadership.token());
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    wire.tell("ended", ELECTION, leadership.token());
  }

  private void ask(Leadership leadership) {
    long call = wire.nextCall();
    wire.tell("asking", call, ELECTION, leadership.token());
    wire.tell(leadership.remaining().isZero() ? "invalid" : "valid", call);
  }
}
