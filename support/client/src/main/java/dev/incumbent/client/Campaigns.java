package dev.incumbent.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.fencing.Fence;
import dev.incumbent.session.client.ClientEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What a campaign says to the coordinator. */
final class Campaigns {
  private static final String INCARNATION = incarnation();

  private Campaigns() {}

  static ClientEvent.Campaign event(long candidacy, CampaignConfig config) {
    List<String> fences = config.fences().stream().map(Fence::name).sorted().toList();
    Operation.Campaign operation =
        new Operation.Campaign(
            config.election(),
            config.candidate(),
            config.priority(),
            config.revocation(),
            fences,
            INCARNATION,
            config.metadata(),
            config.onlyIfVacant());
    OptionalLong drain =
        config.drainBound().isPresent()
            ? OptionalLong.of(config.drainBound().get().toNanos())
            : OptionalLong.empty();
    return new ClientEvent.Campaign(candidacy, operation, drain, config.campaignAgainAfterLoss());
  }

  /** Host, process id and process start: what tells this process from any other. */
  private static String incarnation() {
    ProcessHandle process = ProcessHandle.current();
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    return host() + "/" + process.pid() + "/" + start.toEpochMilli();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }
}
