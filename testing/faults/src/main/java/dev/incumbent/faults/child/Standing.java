package dev.incumbent.faults.child;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import java.util.List;
import java.util.stream.IntStream;

/** One of many elections of one session: its leader waits for the word to stop. */
record Standing(ElectionName election, Wire wire) implements LeaderTask {
  static final List<ElectionName> ELECTIONS =
      IntStream.rangeClosed(1, 8).mapToObj(n -> new ElectionName("many-" + n)).toList();

  CampaignConfig campaign(CandidateName candidate) {
    return CampaignConfig.of(election, candidate).build();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    wire.tell("elected", election, leadership.token());
    leadership.stopSignal().await();
    wire.tell("stop", election, leadership.token());
    wire.tell("returned", election, leadership.token());
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    wire.tell("ended", election, leadership.token());
  }
}
