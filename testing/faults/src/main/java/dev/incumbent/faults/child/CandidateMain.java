package dev.incumbent.faults.child;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import dev.incumbent.spi.Coordinators;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A candidate's process: {@code URI NAME PROCESS TTL_MILLIS [DATABASE]}; it ends in order when told
 * {@code end}.
 */
public final class CandidateMain {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private CandidateMain() {}

  public static void main(String[] args) throws InterruptedException {
    LeaseTimings timings = LeaseTimings.ofTtl(Duration.ofMillis(Long.parseLong(args[3])));
    Wire wire = new Wire();
    new Clocks(wire).start();
    CandidateName candidate = new CandidateName(args[1]);
    Coordinator coordinator =
        Coordinators.connect(
            args[0], new ClientConfig(timings, args[2], Optional.of(CALL_TIMEOUT)));
    stand(coordinator, candidate, args[2], wire);
    if (args.length > 4) {
      Booking booking = new Booking(args[2], new Ledger(args[4]), wire);
      campaign(coordinator, booking.campaign(candidate), booking);
    }
    var unused = coordinator.elections().observe(List.of(), new Watching(wire));
    new Reading(coordinator.store(), wire).start();
    while (!wire.order().equals("end")) {
      // Nothing else is asked of a candidate.
    }
    coordinator.close();
    wire.tell("closed");
    Runtime.getRuntime().halt(0);
  }

  /** Stands in all elections, and reads the registers whoever leads. */
  private static void stand(
      Coordinator coordinator, CandidateName candidate, String process, Wire wire) {
    Counting counting = new Counting(process, coordinator.store(), wire);
    campaign(coordinator, counting.campaign(candidate), counting);
    campaign(coordinator, Holding.campaign(candidate), new Holding(wire));
    Registering registering = new Registering(process, coordinator.store(), wire);
    campaign(coordinator, registering.campaign(candidate), registering);
    registering.startReading();
    for (ElectionName election : Standing.ELECTIONS) {
      Standing standing = new Standing(election, wire);
      campaign(coordinator, standing.campaign(candidate), standing);
    }
  }

  /** Campaigns for good: a candidacy that is finished by anything but the end is begun again. */
  private static void campaign(Coordinator coordinator, CampaignConfig config, LeaderTask task) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try {
                  var unused =
                      coordinator.campaign(config, task).finished().toCompletableFuture().join();
                } catch (CompletionException | IllegalStateException e) {
                  return;
                }
              }
            },
            "faults-campaign-" + config.election());
    thread.setDaemon(true);
    thread.start();
  }
}
