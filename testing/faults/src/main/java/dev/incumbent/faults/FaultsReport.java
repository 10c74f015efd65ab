package dev.incumbent.faults;

import dev.incumbent.history.CommandsEndInTime;
import dev.incumbent.history.History;
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
 * @param outcomes how many writes to which storage ended how
 * @param reads how many reads were presented as linearizable
 * @param registerUses how many uses of registers were judged
 * @param commands what {@code incumbent run} ran
 * @param lasted the whole run
 */
public record FaultsReport(
    FaultsConfig config,
    List<Happened> faults,
    SortedMap<String, String> skipped,
    SortedMap<String, Long> outcomes,
    long reads,
    long registerUses,
    Commands commands,
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

  /**
   * The commands of {@code incumbent run}.
   *
   * @param started how many began
   * @param alone how many of them ran when their candidate was killed or stopped for longer than
   *     its lease, and so were ended by its companion
   * @param longestAloneMillis the longest that any of those lived on
   */
  public record Commands(long started, long alone, long longestAloneMillis) {
    static Commands of(History history) {
      List<HistoryEvent.Ran> all = history.all(HistoryEvent.Ran.class);
      List<Long> alone =
          all.stream().flatMap(r -> CommandsEndInTime.findLivedAlone(history, r).stream()).toList();
      return new Commands(
          all.size(), alone.size(), alone.stream().mapToLong(n -> n / 1_000_000).max().orElse(0));
    }
  }

  /** Whether no rule was broken, and every fault happened. */
  public boolean clean() {
    return verdict.clean();
  }
}
