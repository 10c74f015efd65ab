package dev.incumbent.faults;

import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run came to.
 *
 * @param faults what happened, in order
 * @param skipped the kinds that this machine lacks something for, and what
 * @param outcomes how many writes ended how
 * @param reads how many reads were presented as linearizable
 * @param registerUses how many uses of registers were judged
 * @param lasted the whole run
 */
public record FaultsReport(
    FaultsConfig config,
    List<Happened> faults,
    SortedMap<String, String> skipped,
    SortedMap<HistoryEvent.Outcome, Long> outcomes,
    long reads,
    long registerUses,
    Duration lasted,
    Verdict verdict) {
  public FaultsReport {
    faults = List.copyOf(faults);
  }

  /**
   * A fault that happened.
   *
   * @param backMillis from the heal to the first write that was called and acknowledged after it;
   *     −1 if none was in time
   */
  public record Happened(String kind, String target, String evidence, long backMillis) {}

  /** Whether no rule was broken, and every fault happened. */
  public boolean clean() {
    return verdict.clean();
  }
}
