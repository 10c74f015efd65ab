package dev.incumbent.election;

import dev.incumbent.codec.Bytes;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a candidate campaigns: immutable, validated when built.
 *
 * @param priority a higher one is granted first; −1,000 to 1,000, default 0
 * @param fences what will be claimed before the work starts; at most 64, with distinct names
 * @param fencing what makes predecessors harmless before the work starts, in this order; at most 16
 * @param metadata what observers see, at most 4 KiB
 * @param drainBound how long the work may go on after the stop signal before the leadership is
 *     abandoned; empty means up to the deadline as it stood at the signal, and no bound for a
 *     planned hand-over
 * @param maxTenure how long the work may lead before it is told to stop and the election goes to
 *     the next in the queue (to this candidate again, if nobody waits); 1 s to 365 days, empty for
 *     no bound
 * @param health when it is checked, and when it counts as unhealthy; empty for never
 * @param preference when it takes the leadership back from a holder of lower priority; empty for
 *     never
 * @param onlyIfVacant granted at once, or the candidacy finishes without having led
 * @param campaignAgainAfterLoss whether to campaign again once the work of a lost leadership has
 *     returned
 * @param lockDelay the pause between an end of its leadership that nobody confirmed (its session
 *     fell silent, say) and the next grant to anybody; 0 to 1 h in whole milliseconds, default 0.
 *     Work without a fence that is still under way then gets that long to end
 */
public record CampaignConfig(
    ElectionName election,
    CandidateName candidate,
    int priority,
    Revocation revocation,
    List<Fence> fences,
    List<FencingStep> fencing,
    Bytes metadata,
    Optional<Duration> drainBound,
    Optional<Duration> maxTenure,
    Optional<HealthConfig> health,
    Optional<Preference> preference,
    boolean onlyIfVacant,
    boolean campaignAgainAfterLoss,
    Duration lockDelay) {
  /** The longest lock delay. */
  public static final Duration MAX_LOCK_DELAY = Duration.ofHours(1);

  /** The most bytes of metadata. */
  public static final int MAX_METADATA_BYTES = 4 * 1024;

  /** The most fences of one candidate. */
  public static final int MAX_FENCES = 64;

  /** The most fencing actions of one candidate. */
  public static final int MAX_FENCING_STEPS = 16;

  private static final Duration MIN_TENURE = Duration.ofSeconds(1);
  private static final Duration MAX_TENURE = Duration.ofDays(365);

  /** The largest priority; its negative is the smallest. */
  public static final int MAX_PRIORITY = 1_000;

  public CampaignConfig {
    fences = List.copyOf(fences);
    fencing = List.copyOf(fencing);
    Ranges.require("priority", priority, -MAX_PRIORITY, MAX_PRIORITY);
    Ranges.require("number of fences", fences.size(), 0, MAX_FENCES);
    Ranges.require("number of fencing actions", fencing.size(), 0, MAX_FENCING_STEPS);
    Ranges.require("metadata bytes", metadata.length(), 0, MAX_METADATA_BYTES);
    maxTenure.ifPresent(t -> Ranges.require("maximum tenure", t, MIN_TENURE, MAX_TENURE));
    if (revocation == Revocation.ON_SUSPICION && fences.isEmpty()) {
      throw new IllegalArgumentException(
          "revocation ON_SUSPICION needs a fence: 0 fences are registered, allowed 1 to "
              + MAX_FENCES);
    }
    Ranges.require("lock delay", lockDelay, Duration.ZERO, MAX_LOCK_DELAY);
    requireDistinctNames(fences);
  }

  /** Starts a configuration. */
  public static Builder of(ElectionName election, CandidateName candidate) {
    return new Builder(election, candidate);
  }

  private static void requireDistinctNames(List<Fence> fences) {
    Set<String> names = new TreeSet<>();
    for (Fence fence : fences) {
      Names.require("fence name", fence.name());
      if (!names.add(fence.name())) {
        throw new IllegalArgumentException(
            "fence name '" + fence.name() + "' is used twice: allowed once a candidate");
      }
    }
  }

  /** Builds a {@link CampaignConfig}. Not for use by several threads. */
  public static final class Builder {
    private final ElectionName election;
    private final CandidateName candidate;
    private int priority;
    private Optional<Revocation> revocation = Optional.empty();
    private List<Fence> fences = List.of();
    private List<FencingStep> fencing = List.of();
    private Bytes metadata = Bytes.EMPTY;
    private Optional<Duration> drainBound = Optional.empty();
    private Optional<Duration> maxTenure = Optional.empty();
    private Optional<HealthConfig> health = Optional.empty();
    private Optional<Preference> preference = Optional.empty();
    private boolean onlyIfVacant;
    private boolean campaignAgainAfterLoss = true;
    private Duration lockDelay = Duration.ZERO;

    private Builder(ElectionName election, CandidateName candidate) {
      this.election = election;
      this.candidate = candidate;
    }

    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /**
     * Registers the fences and declares that every write, and every read that must be current, goes
     * through them: the default revocation becomes {@code ON_SUSPICION}.
     */
    public Builder fencedBy(Fence... value) {
      fences = List.of(value);
      return this;
    }

    /**
     * Fences each predecessor that did not end cleanly by these actions, in this order, after the
     * fences were claimed and before the work starts (S-4).
     */
    public Builder fencePredecessors(FencingStep... value) {
      fencing = List.of(value);
      return this;
    }

    /** Overrides the default: {@code ON_SUSPICION} with fences, {@code AFTER_LEASE} without. */
    public Builder revocation(Revocation value) {
      revocation = Optional.of(value);
      return this;
    }

    public Builder metadata(Bytes value) {
      metadata = value;
      return this;
    }

    public Builder drainBound(Duration value) {
      drainBound = Optional.of(value);
      return this;
    }

    /** Bounds how long the work may lead at a time. */
    public Builder maxTenure(Duration value) {
      maxTenure = Optional.of(value);
      return this;
    }

    /** Stands only while it is healthy. */
    public Builder health(HealthConfig value) {
      health = Optional.of(value);
      return this;
    }

    /** Takes the leadership back from a candidate of lower priority: see {@link Preference}. */
    public Builder preferred(Duration after, Duration interval) {
      preference = Optional.of(new Preference(after, interval));
      return this;
    }

    /** Leads only if the election is vacant now; otherwise the candidacy finishes at once. */
    public Builder onlyIfVacant() {
      onlyIfVacant = true;
      return this;
    }

    /** Finishes the candidacy when a leadership was lost, instead of campaigning again. */
    public Builder finishAfterLoss() {
      campaignAgainAfterLoss = false;
      return this;
    }

    /** Lets nobody lead for so long after an end of its leadership that nobody confirmed. */
    public Builder lockDelay(Duration value) {
      lockDelay = value;
      return this;
    }

    public CampaignConfig build() {
      Revocation chosen =
          revocation.orElse(fences.isEmpty() ? Revocation.AFTER_LEASE : Revocation.ON_SUSPICION);
      return new CampaignConfig(
          election,
          candidate,
          priority,
          chosen,
          fences,
          fencing,
          metadata,
          drainBound,
          maxTenure,
          health,
          preference,
          onlyIfVacant,
          campaignAgainAfterLoss,
          lockDelay);
    }
  }
}
