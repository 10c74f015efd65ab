package dev.incumbent.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges a recorded history by the rules of {@code docs/spec.md}. It knows nothing of the program
 * that made it, nor of what was broken in it on purpose.
 *
 * <p>Pure: no thread, clock or I/O; equal histories give equal verdicts.
 */
public final class Checker {
  private static final List<Rule> RULES =
      List.of(
          new TokensGrow(),
          new StorageDecides(),
          new ClaimBeforeServing(),
          new StopBeforeRelease(),
          new ExpiresByItself(),
          new AcknowledgedIsDurable(),
          new OnlyOnce(),
          new NoQuorumNoChange(),
          new ReadsAreCurrent(),
          new RegistersAreLinearizable(),
          new OneEndEach(),
          new ObserversMissNothing(),
          new OneValidAtATime(),
          new CommandsEndInTime(),
          new OneRaftLeaderATerm(),
          new GoesOnAfterHealing(),
          new NoChangeWithoutCause(),
          new NoHerdNoLivelock(),
          new FaultsHappened());

  private Checker() {}

  /** The verdict on a history. */
  public static Verdict judge(History history) {
    List<Violation> violations = new ArrayList<>();
    RULES.forEach(rule -> violations.addAll(rule.check(history)));
    List<Long> tokens = history.grants().stream().map(HistoryEvent.Granted::token).toList();
    long attempted = 0;
    long accepted = 0;
    long overlaps = 0;
    for (String storage : history.storages()) {
      List<HistoryEvent.Write> stale = StorageDecides.staleWrites(history, storage);
      attempted += stale.size();
      accepted += stale.stream().filter(w -> StorageDecides.tookEffect(history, w)).count();
      overlaps += StorageDecides.outOfOrder(history, storage).size();
    }
    return new Verdict(
        tokens,
        attempted,
        accepted,
        AcknowledgedIsDurable.lost(history).size(),
        overlaps,
        violations);
  }
}
