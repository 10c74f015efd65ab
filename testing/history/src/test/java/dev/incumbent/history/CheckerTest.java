package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.history.HistoryEvent.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Calibrates the checker: a good history is clean, and each seeded fault is convicted by its own
 * rule.
 */
class CheckerTest {
  private static final String E = "ledger";

  /** Two leaderships of two processes, a crash between them, writes to both kinds of storage. */
  private static List<HistoryEvent> good() {
    List<HistoryEvent> events = new ArrayList<>();
    events.add(new HistoryEvent.Granted(E, 10, 1, "g1", "a"));
    events.add(new HistoryEvent.Claimed("a", "sql", E, 1, 100));
    events.add(new HistoryEvent.Elected("a", E, 1, 110));
    events.add(write("a", "key-value", 1, "a-1", 120, Outcome.OK, Optional.of(1L)));
    events.add(write("a", "sql", 1, "a-2", 121, Outcome.OK, Optional.empty()));
    events.add(new HistoryEvent.Fault("kill", "a", "exit code 137"));
    events.add(new HistoryEvent.Killed("a", 200));
    events.add(new HistoryEvent.Ended(E, 11, 1, "g1", "crashed", 210));
    events.add(new HistoryEvent.Granted(E, 12, 2, "g2", "b"));
    events.add(new HistoryEvent.Claimed("b", "sql", E, 2, 220));
    events.add(new HistoryEvent.Elected("b", E, 2, 230));
    events.add(write("b", "key-value", 2, "b-1", 240, Outcome.OK, Optional.of(2L)));
    events.add(write("b", "sql", 2, "b-2", 241, Outcome.OK, Optional.empty()));
    events.add(new HistoryEvent.StopSeen("b", E, 2, 300));
    events.add(new HistoryEvent.WorkReturned("b", E, 2, 310));
    events.add(new HistoryEvent.EndTold("b", E, 2, 320));
    events.add(new HistoryEvent.Ended(E, 13, 2, "g2", "handed-over", 321));
    events.add(new HistoryEvent.Committed("key-value", E, 2, 2, "b-1"));
    events.add(new HistoryEvent.Committed("sql", E, 1, 1, "a-2"));
    events.add(new HistoryEvent.Committed("sql", E, 2, 2, "b-2"));
    return events;
  }

  private static HistoryEvent.Write write(
      String process,
      String storage,
      long token,
      String value,
      long at,
      Outcome outcome,
      Optional<Long> position) {
    return new HistoryEvent.Write(process, storage, E, token, value, at, at + 5, outcome, position);
  }

  private static Verdict judge(List<HistoryEvent> events) {
    return Checker.judge(new History(events));
  }

  private static Verdict judgeWith(HistoryEvent... more) {
    List<HistoryEvent> events = good();
    events.addAll(List.of(more));
    return judge(events);
  }

  @Test
  void findsAGoodHistoryClean() {
    Verdict verdict = judge(good());

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.tokens()).containsExactly(1L, 2L);
    assertThat(verdict.staleWritesAttempted()).isZero();
  }

  @Test
  void s2_convictsAnOldLeadershipThatIsValidAfterANewerOneWas() {
    HistoryEvent newer = new HistoryEvent.Valid("b", "lease", 2, true, 400, 410);

    assertThat(judgeWith(newer, new HistoryEvent.Valid("a", "lease", 1, true, 411, 412)).rules())
        .containsExactly("S-2");
    assertThat(judgeWith(newer, new HistoryEvent.Valid("a", "lease", 1, true, 409, 500)).clean())
        .as("asked before the newer one had answered")
        .isTrue();
    assertThat(judgeWith(newer, new HistoryEvent.Valid("a", "lease", 1, false, 411, 412)).clean())
        .as("a leadership that may overlap")
        .isTrue();
  }

  @Test
  void convictsTwoRaftLeadersOfOneTerm() {
    HistoryEvent first = new HistoryEvent.RaftTerm("n1", 7, true);

    assertThat(judgeWith(first, new HistoryEvent.RaftTerm("n2", 7, true)).rules())
        .containsExactly("S-8");
    assertThat(judgeWith(first, new HistoryEvent.RaftTerm("n2", 7, false)).clean()).isTrue();
    assertThat(judgeWith(first, new HistoryEvent.RaftTerm("n2", 8, true)).clean()).isTrue();
  }

  @Test
  void convictsATermThatGoesBack() {
    HistoryEvent first = new HistoryEvent.RaftTerm("n1", 7, false);

    assertThat(judgeWith(first, new HistoryEvent.RaftTerm("n1", 6, false)).rules())
        .containsExactly("S-8");
  }

  @Test
  void l2_convictsAHealThatNoWriteFollowsInTime() {
    assertThat(judgeWith(new HistoryEvent.Healed(230, 20)).clean()).isTrue();
    assertThat(judgeWith(new HistoryEvent.Healed(230, 10)).rules()).containsExactly("L-2");
    assertThat(judgeWith(new HistoryEvent.Healed(250, 1_000)).rules()).containsExactly("L-2");
  }

  @Test
  void s10_convictsAStaleReadThatIsPresentedAsLinearizable() {
    assertThat(judgeWith(read(250, 260, true, 1)).rules()).containsExactly("S-10");
    assertThat(judgeWith(read(250, 260, false, 1)).clean()).isTrue();
    assertThat(judgeWith(read(244, 260, true, 1)).clean())
        .as("called before the write returned")
        .isTrue();
    assertThat(judgeWith(read(241, 250, true, 2), read(251, 252, true, 1)).rules())
        .containsExactly("S-10");
  }

  private static HistoryEvent read(long call, long returned, boolean linearizable, long position) {
    return new HistoryEvent.Read("c", "key-value", call, returned, linearizable, position);
  }

  @Test
  void s1_convictsATokenThatIsGrantedAgain() {
    Verdict verdict = judgeWith(new HistoryEvent.Granted(E, 14, 1, "g3", "c"));

    assertThat(verdict.rules()).containsExactly("S-1");
    assertThat(verdict.tokens()).containsExactly(1L, 2L, 1L);
  }

  @Test
  void s3_countsARefusedStaleWriteAndDoesNotConvictIt() {
    Verdict verdict =
        judgeWith(write("a", "sql", 1, "late", 250, Outcome.REFUSED, Optional.empty()));

    assertThat(verdict.clean()).isTrue();
    assertThat(verdict.staleWritesAttempted()).isEqualTo(1);
    assertThat(verdict.staleWritesAccepted()).isZero();
  }

  @Test
  void s3_convictsAStaleWriteThatWasAcknowledged() {
    Verdict verdict =
        judgeWith(
            write("a", "key-value", 1, "late", 250, Outcome.OK, Optional.of(3L)),
            new HistoryEvent.Claimed("b", "key-value", E, 2, 225),
            new HistoryEvent.Claimed("a", "key-value", E, 1, 105),
            new HistoryEvent.Committed("key-value", E, 3, 1, "late"));

    assertThat(verdict.rules()).containsExactly("S-3");
    assertThat(verdict.staleWritesAccepted()).isEqualTo(1);
    assertThat(verdict.overlaps()).isEqualTo(1);
  }

  @Test
  void s3_convictsAStaleEffectThatNobodyAcknowledged() {
    Verdict verdict =
        judgeWith(
            write("a", "sql", 1, "late", 190, Outcome.UNKNOWN, Optional.empty()),
            new HistoryEvent.Committed("sql", E, 3, 1, "late"));

    assertThat(verdict.rules()).containsExactly("S-3");
    assertThat(verdict.overlaps()).isEqualTo(1);
  }

  @Test
  void s4_convictsWorkThatBeganBeforeTheClaim() {
    Verdict verdict =
        judgeWith(
            new HistoryEvent.Granted(E, 14, 3, "g3", "c"),
            new HistoryEvent.Elected("c", E, 3, 400),
            new HistoryEvent.Claimed("c", "sql", E, 3, 410),
            new HistoryEvent.EndTold("c", E, 3, 420));

    assertThat(verdict.rules()).containsExactly("S-4");
  }

  @Test
  void s5_convictsAReleaseBeforeTheWorkReturned() {
    Verdict verdict =
        judgeWith(
            new HistoryEvent.Granted(E, 14, 3, "g3", "c"),
            new HistoryEvent.Claimed("c", "sql", E, 3, 304),
            new HistoryEvent.Elected("c", E, 3, 305),
            new HistoryEvent.EndTold("c", E, 3, 420));

    assertThat(verdict.rules()).containsExactly("S-5");
  }

  @Test
  void s5_convictsAnEndThatWasSeenBeforeTheWorkReturned() {
    List<HistoryEvent> events = good();
    events.removeIf(e -> e instanceof HistoryEvent.WorkReturned);
    events.add(new HistoryEvent.WorkReturned("b", E, 2, 330));

    assertThat(judge(events).rules()).containsExactly("S-5");
  }

  @Test
  void s7_convictsALeaderThatGoesOnWithoutAQuorum() {
    Verdict verdict = judgeWith(new HistoryEvent.NoQuorum(235, 600, 40));

    assertThat(verdict.rules()).contains("S-7");
  }

  @Test
  void s7_acceptsALeaderThatStopsWithinItsLease() {
    Verdict verdict = judgeWith(new HistoryEvent.NoQuorum(246, 600, 60));

    assertThat(verdict.clean()).isTrue();
  }

  @Test
  void s8_convictsAnAcknowledgedWriteThatTheCommitOrderLacks() {
    Verdict verdict = judgeWith(write("b", "sql", 2, "b-3", 260, Outcome.OK, Optional.empty()));

    assertThat(verdict.rules()).containsExactly("S-8");
    assertThat(verdict.acknowledgedLost()).isEqualTo(1);
  }

  @Test
  void s8_convictsAnAcknowledgedPositionBeyondTheLastOne() {
    Verdict verdict =
        judgeWith(write("b", "key-value", 2, "b-3", 260, Outcome.OK, Optional.of(3L)));

    assertThat(verdict.rules()).containsExactly("S-8");
  }

  @Test
  void s8_convictsTwoWritesAcknowledgedWithOnePosition() {
    Verdict verdict =
        judgeWith(write("b", "key-value", 2, "b-3", 260, Outcome.OK, Optional.of(2L)));

    assertThat(verdict.rules()).contains("S-8");
  }

  @Test
  void s9_convictsAValueThatTookEffectTwice() {
    Verdict verdict = judgeWith(new HistoryEvent.Committed("sql", E, 3, 2, "b-2"));

    assertThat(verdict.rules()).containsExactly("S-9");
  }

  @Test
  void s9_convictsARefusedWriteThatTookEffect() {
    Verdict verdict =
        judgeWith(
            write("b", "sql", 2, "b-3", 260, Outcome.REFUSED, Optional.empty()),
            new HistoryEvent.Committed("sql", E, 3, 2, "b-3"));

    assertThat(verdict.rules()).containsExactly("S-9");
  }

  @Test
  void s10_convictsAWriteAcknowledgedWithoutAQuorum() {
    Verdict verdict = judgeWith(new HistoryEvent.NoQuorum(235, 246, 1_000));

    assertThat(verdict.rules()).containsExactly("S-10");
  }

  @Test
  void s10_convictsALinearizableReadWithoutAQuorum() {
    Verdict verdict =
        judgeWith(
            new HistoryEvent.NoQuorum(400, 600, 1_000),
            new HistoryEvent.Read("d", "key-value", 410, 420, true, 2),
            new HistoryEvent.Read("d", "key-value", 430, 440, false, 2));

    assertThat(verdict.rules()).containsExactly("S-10");
    assertThat(verdict.violations()).hasSize(1);
  }

  @Test
  void c1_convictsAnElectedWithoutAnEndedInAProcessThatLived() {
    List<HistoryEvent> events = good();
    events.removeIf(e -> e instanceof HistoryEvent.EndTold);

    assertThat(judge(events).rules()).containsExactly("C-1");
  }

  @Test
  void c1_convictsTwoEndsOfOneGrant() {
    Verdict verdict = judgeWith(new HistoryEvent.Ended(E, 15, 2, "g2", "expired", 500));

    assertThat(verdict.rules()).containsExactly("C-1");
  }

  @Test
  void convictsAFaultWithoutEvidence() {
    Verdict verdict = judgeWith(new HistoryEvent.Fault("pause", "a", ""));

    assertThat(verdict.rules()).containsExactly("EVIDENCE");
  }
}
