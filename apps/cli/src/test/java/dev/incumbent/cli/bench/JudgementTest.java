package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final String ELECTION = "bench";
  private final List<HistoryEvent> events = new ArrayList<>();

  @Test
  void findsNothingWrongWithAHandoverThatWasAskedFor() {
    disturbed();
    granted(1, 3);
    asked();
    ended(2, 3, "handed-over", 250);
    granted(3, 4);

    assertThat(Judgement.violations(spells(3, 4), events)).isEmpty();
  }

  @Test
  void convictsAHandoverThatNobodyAskedFor() {
    disturbed();
    granted(1, 3);
    ended(2, 3, "handed-over", 250);
    granted(3, 4);

    assertThat(Judgement.violations(spells(3, 4), events))
        .singleElement()
        .asString()
        .startsWith("I12 token 3 of bench");
  }

  @Test
  void takesASilenceThatTheHolderToldForTheCauseOfItsEnd() {
    disturbed();
    granted(1, 3);
    ended(2, 3, "silent", 250);
    granted(3, 4);
    assertThat(Judgement.violations(spells(3, 4), events)).hasSize(1);

    said("c3.1", "silent 120 240");

    assertThat(Judgement.violations(spells(3, 4), events)).isEmpty();
  }

  @Test
  void convictsALateWriteThatWasAccepted() {
    granted(1, 3);
    ended(2, 3, "silent", 250);
    granted(3, 4);
    said("c3.1", "elected 3 100", "late 3 400 450 REFUSED 0 late-3-0", "ended 3 460 silent");
    said("c4.1", "elected 4 300", "ended 4 500 closed");
    assertThat(Judgement.violations(spells(3, 4), events)).isEmpty();

    said("c3.1", "late 3 410 450 OK 1 late-3-1");
    events.add(new HistoryEvent.Committed(LateWrite.STORAGE, ELECTION, 1, 3, "late-3-1"));

    assertThat(Judgement.violations(spells(3, 4), events))
        .singleElement()
        .asString()
        .startsWith("S-3 key-value took late-3-1 with token 3");
  }

  private void said(String process, String... lines) {
    Contestant candidate = new Contestant(process);
    List.of(lines).forEach(candidate::said);
    candidate
        .lines()
        .forEach(line -> Judgement.add(events, process, BenchCandidate.ELECTION, line));
  }

  @Test
  void convictsAGrantWhoseTokenDidNotGrow() {
    granted(1, 4);
    ended(2, 4, "handed-over", 250);
    granted(3, 3);

    assertThat(Judgement.violations(spells(4, 3), events))
        .anySatisfy(line -> assertThat(line).startsWith("S-1 token 3"))
        .anySatisfy(line -> assertThat(line).endsWith("tokens only grow"));
  }

  @Test
  void convictsALeadershipThatNobodySawGranted() {
    granted(1, 3);

    assertThat(Judgement.violations(spells(3, 4), events))
        .containsExactly("nobody saw the grant of c4's leadership with token 4");
  }

  /** Two leaderships, one after the other. */
  private static List<Spell> spells(long first, long second) {
    return List.of(
        new Spell("c" + first, first, 100, Optional.of(200L)),
        new Spell("c" + second, second, 300, Optional.empty()));
  }

  private void granted(long position, long token) {
    events.add(new HistoryEvent.Granted(ELECTION, position, token, "g" + token, "c" + token));
  }

  private void ended(long position, long token, String reason, long seenNanos) {
    events.add(new HistoryEvent.Ended(ELECTION, position, token, "g" + token, reason, seenNanos));
  }

  private void asked() {
    events.add(new HistoryEvent.HandoverAsked(ELECTION, 150));
  }

  /** Something else, later: only then are causes asked for. */
  private void disturbed() {
    events.add(new HistoryEvent.Disturbed("end", List.of("*"), 1_000, 2_000));
  }
}
