package dev.incumbent.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.HealthConfig;
import dev.incumbent.election.Preference;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.session.client.CandidacySettings;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.HealthSettings;
import dev.incumbent.session.client.PreferenceSettings;
import dev.incumbent.spi.ThisHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a campaign of one client says to the coordinator, and to the protocol. */
final class Campaigns {
  /** Where Kubernetes is asked to put the pod's UID (the downward API). */
  static final String POD_UID = "INCUMBENT_POD_UID";

  private static final int MAX_HOST_CHARS = 128;
  private static final int MAX_UID_CHARS = 64;

  private final String incarnation;

  /**
   * @param client a random number that no other client of this process has
   */
  Campaigns(long client) {
    ProcessHandle process = ProcessHandle.current();
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    incarnation =
        new Incarnation(
                part(ThisHost.name(), MAX_HOST_CHARS),
                process.pid(),
                start.toEpochMilli(),
                Long.toHexString(client),
                Optional.ofNullable(System.getenv(POD_UID))
                    .filter(uid -> !uid.isBlank())
                    .map(uid -> part(uid, MAX_UID_CHARS)))
            .toString();
  }

  ClientEvent.Campaign event(long candidacy, CampaignConfig config) {
    List<String> fences = config.fences().stream().map(Fence::name).sorted().toList();
    Operation.Campaign operation =
        new Operation.Campaign(
            config.election(),
            config.candidate(),
            config.priority(),
            config.revocation(),
            fences,
            incarnation,
            config.metadata(),
            config.onlyIfVacant(),
            config.lockDelay().toMillis());
    return new ClientEvent.Campaign(candidacy, operation, settings(config));
  }

  private static CandidacySettings settings(CampaignConfig config) {
    return new CandidacySettings(
        nanos(config.drainBound()),
        config.campaignAgainAfterLoss(),
        config.fencing().stream().mapToLong(Campaigns::nanos).sum(),
        nanos(config.maxTenure()),
        config.health().map(Campaigns::settings),
        config.preference().map(Campaigns::settings));
  }

  private static HealthSettings settings(HealthConfig health) {
    return new HealthSettings(
        health.period().toNanos(),
        health.timeout().toNanos(),
        health.unhealthyAfter(),
        health.healthyAfter(),
        health.hold().toNanos());
  }

  private static PreferenceSettings settings(Preference preference) {
    return new PreferenceSettings(preference.after().toNanos(), preference.interval().toNanos());
  }

  private static long nanos(FencingStep step) {
    return step.timeout().toNanos();
  }

  private static OptionalLong nanos(Optional<Duration> duration) {
    return duration.isPresent() ? OptionalLong.of(duration.get().toNanos()) : OptionalLong.empty();
  }

  /** A part of the incarnation's text: short, on one line, and without its separator. */
  private static String part(String text, int maxChars) {
    String line = text.replaceAll("[/\\p{Cntrl}]", "_");
    return line.substring(0, Math.min(line.length(), maxChars));
  }
}
