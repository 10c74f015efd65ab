package dev.incumbent.cli.run;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code run} was asked for.
 *
 * @param campaign how it stands; it finishes after a loss if {@code exitOnLoss}
 * @param patience how long to wait for its turn; empty for ever
 * @param exitOnLoss exit with 124 when the leadership is lost, instead of campaigning again
 * @param once do not run what another completed while this one waited
 */
public record RunConfig(
    CampaignConfig campaign,
    List<String> command,
    LeaseTimings timings,
    Duration grace,
    Optional<Duration> patience,
    boolean exitOnLoss,
    boolean once) {
  public RunConfig {
    command = List.copyOf(command);
    timings.requireGrace(grace);
  }

  ElectionName election() {
    return campaign.election();
  }

  CandidateName candidate() {
    return campaign.candidate();
  }
}
