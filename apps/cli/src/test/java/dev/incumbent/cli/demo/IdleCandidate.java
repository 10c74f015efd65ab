package dev.incumbent.cli.demo;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;

/**
 * A process with one fenced candidate that does nothing while it leads. It says {@code elected
 * TOKEN NANOS}, {@code stop TOKEN NANOS} and {@code ended TOKEN NANOS REASON} on stdout.
 */
final class IdleCandidate implements LeaderTask {
  private IdleCandidate() {}

  /** Takes the coordinator's URI and the candidate's name. */
  public static void main(String[] args) {
    campaign(Coordinators.connect(args[0], ClientConfig.of(args[1])), args[1]);
  }

  /** Until the candidate stands no more. */
  static void campaign(Coordinator coordinator, String name) {
    CampaignConfig campaign =
        CampaignConfig.of(Scene.ELECTION, new CandidateName(name))
            .fencedBy(coordinator.store().asFence())
            .build();
    coordinator.campaign(campaign, new IdleCandidate()).finished().toCompletableFuture().join();
  }

  @Override
  public void lead(Leadership leadership) throws InterruptedException {
    say("elected", leadership, "");
    leadership.stopSignal().await();
    say("stop", leadership, "");
  }

  @Override
  public void ended(Leadership leadership, EndReason reason) {
    say("ended", leadership, " " + reason);
  }

  private static void say(String what, Leadership leadership, String more) {
    System.out.println(what + " " + leadership.token() + " " + System.nanoTime() + more);
  }
}
