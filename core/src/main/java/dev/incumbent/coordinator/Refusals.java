package dev.incumbent.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Names;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.Answer;
import dev.incumbent.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Bad input and bounds: the one place that refuses them, asked before the log and by {@code apply}.
 *
 * <p>An operation that was applied is not refused by what it has itself added when it is retried.
 */
final class Refusals {
  /** The most bytes of a stored value. */
  static final int MAX_VALUE_BYTES = 64 * 1024;

  /**
   * The most bytes of an incarnation: a grant that tells of as many predecessors as are known one
   * by one is still one message.
   */
  static final int MAX_INCARNATION_BYTES = 384;

  /** The most fences that all candidates of an election and their predecessors have together. */
  static final int MAX_FENCES_TO_CLAIM = 1_024;

  private Refusals() {}

  static Optional<Failure> ofOpen(
      StateConfig config, Tables tables, long ttlMillis, String client) {
    return range(
            "ttl in ms", ttlMillis, LeaseTimings.MIN_TTL.toMillis(), config.maxTtl().toMillis())
        .or(() -> text("client", client, Names.MAX_BYTES))
        .or(() -> full("sessions", tables.sessions().size(), config.bounds().sessions()));
  }

  static Optional<Failure> of(
      StateConfig config,
      Tables tables,
      Tables.Totals totals,
      SessionId session,
      Operation operation) {
    return operation.match(
        campaign -> ofCampaign(campaign).or(() -> crowded(config, tables, session, campaign)),
        cancel -> Optional.empty(),
        Refusals::ofRelease,
        reportPromoted -> Optional.empty(),
        abandon -> Optional.empty(),
        raise ->
            text("detail", raise.detail(), Conditions.MAX_DETAIL_BYTES)
                .or(() -> Floor.refusal(tables, totals, raise)),
        requestHandover -> Optional.empty(),
        revoke -> Optional.empty(),
        operate -> ofAct(operate.act()),
        put -> ofPut(put).or(() -> storeFull(config, tables, totals, put)),
        delete -> key(delete.key()).or(() -> version(delete.ifVersion())),
        prefer -> Optional.empty(),
        updateMetadata -> metadata(updateMetadata.metadata()));
  }

  private static Optional<Failure> ofCampaign(Operation.Campaign campaign) {
    int fences = campaign.fences().size();
    boolean unfenced = campaign.revocation() == Revocation.ON_SUSPICION && fences == 0;
    return range(
            "priority",
            campaign.priority(),
            -CampaignConfig.MAX_PRIORITY,
            CampaignConfig.MAX_PRIORITY)
        .or(() -> range("number of fences", fences, 0, CampaignConfig.MAX_FENCES))
        .or(
            () ->
                unfenced
                    ? refused("revocation", "ON_SUSPICION", "with at least 1 fence")
                    : Optional.empty())
        .or(() -> fenceNames(campaign.fences()))
        .or(() -> text("incarnation", campaign.incarnation(), MAX_INCARNATION_BYTES))
        .or(() -> metadata(campaign.metadata()))
        .or(
            () ->
                range(
                    "lock delay in ms",
                    campaign.lockDelayMillis(),
                    0,
                    CampaignConfig.MAX_LOCK_DELAY.toMillis()));
  }

  private static Optional<Failure> metadata(Bytes metadata) {
    return range("metadata bytes", metadata.length(), 0, CampaignConfig.MAX_METADATA_BYTES);
  }

  private static Optional<Failure> crowded(
      StateConfig config, Tables tables, SessionId session, Operation.Campaign campaign) {
    Candidate.Standing standing = new Candidate.Standing(campaign.election(), campaign.candidate());
    Optional<ElectionRecord> election = tables.election(campaign.election());
    if (tables.session(session).filter(s -> s.candidacies().containsKey(standing)).isPresent()) {
      return Optional.empty();
    }
    if (election.isEmpty()) {
      return full("elections", tables.elections().size(), config.bounds().elections());
    }
    int claimed = election.get().fencesWith(campaign.fences()).size();
    return full(
            "candidates of election '" + campaign.election() + "'",
            election.get().candidates(),
            config.bounds().candidates())
        .or(() -> range("number of fences of the election", claimed, 0, MAX_FENCES_TO_CLAIM));
  }

  private static Optional<Failure> ofAct(OperatorAct act) {
    return act.match(
        pause -> Optional.empty(),
        resume -> Optional.empty(),
        retire -> name("fence name", retire.fence()),
        forget -> Optional.empty(),
        dead -> Optional.empty(),
        raise -> range("floor", raise.above(), 1, FencingToken.MAX_VALUE - 1));
  }

  private static Optional<Failure> ofRelease(Operation.Release release) {
    return isHolders(release.reason())
        ? text("release detail", release.detail(), Conditions.MAX_DETAIL_BYTES)
        : refused(
            "release reason",
            release.reason().name(),
            Arrays.stream(EndReason.values())
                .filter(Refusals::isHolders)
                .map(EndReason::name)
                .collect(Collectors.joining(", ")));
  }

  /** Whether a holder can give it as its own reason. */
  private static boolean isHolders(EndReason reason) {
    return switch (reason) {
      case RESIGNED, HANDED_OVER, CLOSED, PROMOTION_FAILED, LOST, ABANDONED, UNHEALTHY -> true;
      case EXPIRED, CRASHED, SILENT, REVOKED, RESTORED, CONFIRMED_DEAD -> false;
    };
  }

  private static Optional<Failure> ofPut(Operation.Put put) {
    return key(put.key())
        .or(() -> version(put.ifVersion()))
        .or(() -> range("value bytes", put.value().length(), 0, MAX_VALUE_BYTES));
  }

  private static Optional<Failure> storeFull(
      StateConfig config, Tables tables, Tables.Totals totals, Operation.Put put) {
    Optional<Answer.Stored> before = tables.keys().find(put.key());
    if (before.isEmpty() && tables.keys().size() >= config.bounds().keys()) {
      return full("keys", tables.keys().size(), config.bounds().keys());
    }
    int grows = put.value().length() - before.map(s -> s.value().length()).orElse(0);
    long after = totals.storedBytes() + grows;
    return grows > 0
        ? range("stored bytes", after, 0, config.bounds().storedBytes())
        : Optional.empty();
  }

  private static Optional<Failure> key(String key) {
    return name("key", key);
  }

  private static Optional<Failure> version(OptionalLong ifVersion) {
    return ifVersion.isPresent()
        ? range("version", ifVersion.getAsLong(), 0, Long.MAX_VALUE)
        : Optional.empty();
  }

  private static Optional<Failure> fenceNames(List<String> fences) {
    TreeSet<String> seen = new TreeSet<>();
    for (String fence : fences) {
      Optional<Failure> bad = name("fence name", fence);
      if (bad.isPresent()) {
        return bad;
      }
      if (!seen.add(fence)) {
        return refused("fence name", fence, "once a candidate");
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure> name(String what, String value) {
    try {
      Names.require(what, value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Failure(
              FailureCode.REJECTED,
              String.valueOf(e.getMessage()),
              Results.shown(value),
              Names.ALLOWED));
    }
  }

  private static Optional<Failure> text(String what, String value, int maxBytes) {
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      return refused(what, Results.shown(value), "text without control characters");
    }
    return range(what + " bytes", value.getBytes(StandardCharsets.UTF_8).length, 0, maxBytes);
  }

  private static Optional<Failure> full(String what, int number, int bound) {
    return number < bound
        ? Optional.empty()
        : refused("number of " + what, Long.toString(number + 1L), "0 to " + bound);
  }

  private static Optional<Failure> range(String what, long value, long min, long max) {
    return value >= min && value <= max
        ? Optional.empty()
        : refused(what, Long.toString(value), min + " to " + max);
  }

  private static Optional<Failure> refused(String what, String value, String allowed) {
    return Optional.of(Failure.rejected(what, value, allowed));
  }
}
