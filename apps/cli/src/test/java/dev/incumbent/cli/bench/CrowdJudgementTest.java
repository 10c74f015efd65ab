package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdJudgementTest {
  private final Crowd crowd = new Crowd("m-");
  private final List<HistoryEvent> observed = new ArrayList<>();
  private final List<HistoryEvent> nodes = new ArrayList<>();

  @Test
  void findsNothingWrongWithWhatWasLeftAndLedByAnother() {
    said("first.1", "led 3 100 m-0", "led 4 110 m-1", "left 3 200 m-0", "over 3 210 m-0");
    said("first.1", "left 4 201 m-1", "over 4 211 m-1");
    said("second.1", "led 5 220 m-0", "left 5 300 m-0", "over 5 310 m-0");
    granted("m-0", 1, 3);
    granted("m-1", 2, 4);
    ended("m-0", 3, 3);
    granted("m-0", 4, 5);

    assertThat(CrowdJudgement.of(crowd, observed, nodes)).isEmpty();
  }

  @Test
  void ignoresWhatWasSaidOfOtherElections() {
    said("first.1", "led 3 100 other-0", "all 1 100 other-", "did 5 100");

    assertThat(CrowdJudgement.of(crowd, observed, nodes)).isEmpty();
  }

  @Test
  void convictsTwoThatLedOneElection() {
    said("first.1", "led 3 100 m-0", "left 3 200 m-0");
    said("second.1", "led 5 150 m-0", "left 5 300 m-0");

    assertThat(CrowdJudgement.bySaid(crowd))
        .singleElement()
        .asString()
        .startsWith("m-0: second.1's leadership with token 5 began before")
        .endsWith("leaderships do not overlap");
  }

  @Test
  void convictsATokenThatWentBackInOneOfMany() {
    for (int i = 0; i < 250; i++) {
      granted("m-" + i, 2L * i + 1, 1_000 + i);
    }
    granted("m-249", 1_000, 7);

    assertThat(CrowdJudgement.of(crowd, observed, nodes))
        .anySatisfy(line -> assertThat(line).startsWith("S-1 token 7"));
  }

  @Test
  void convictsALeadershipThatNobodySawGranted() {
    said("first.1", "led 3 100 m-0", "left 3 200 m-0", "over 3 210 m-0");

    assertThat(CrowdJudgement.of(crowd, observed, nodes))
        .containsExactly("nobody saw the grant of first.1's leadership with token 3");
  }

  @Test
  void convictsALeadershipWithoutAnEnd() {
    said("first.1", "led 3 100 m-0", "left 3 200 m-0");
    granted("m-0", 1, 3);

    assertThat(CrowdJudgement.of(crowd, observed, nodes))
        .singleElement()
        .asString()
        .startsWith("C-1 first.1 in m-0 with token 3");
  }

  @Test
  void convictsAnEndWithoutACause() {
    loseOneOfTwo();

    assertThat(CrowdJudgement.of(crowd, observed, nodes))
        .containsExactly("I12 token 3 of m-0, held by c, ended (silent) without a cause");
  }

  @Test
  void takesTheSilenceOfAProcessForACause() {
    loseOneOfTwo("silent 150 220");

    assertThat(CrowdJudgement.of(crowd, observed, nodes)).isEmpty();
  }

  @Test
  void takesTheSilenceOfANodeForACause() {
    loseOneOfTwo();
    nodes.add(new HistoryEvent.RaftTerm("127.0.0.1:1", 2, true));
    nodes.add(new HistoryEvent.Silent("127.0.0.1:1", 150, 220));

    assertThat(CrowdJudgement.of(crowd, observed, nodes)).isEmpty();
  }

  /** One is lost before all are left. */
  private void loseOneOfTwo(String... more) {
    said("c.1", "led 3 100 m-0", "led 4 100 m-1", "left 3 205 m-0", "over 3 210 m-0");
    crowd.left(300);
    said("c.1", "left 4 310 m-1", "over 4 320 m-1");
    said("c.1", more);
    granted("m-0", 1, 3);
    granted("m-1", 2, 4);
    observed.add(new HistoryEvent.Ended("m-0", 3, 3, "g3", "silent", 208));
  }

  private void said(String process, String... lines) {
    Contestant worker = new Contestant(process);
    List.of(lines).forEach(worker::said);
    crowd.add(worker);
  }

  private void granted(String election, long position, long token) {
    observed.add(new HistoryEvent.Granted(election, position, token, "g" + token, "c"));
  }

  private void ended(String election, long position, long token) {
    observed.add(
        new HistoryEvent.Ended(election, position, token, "g" + token, "resigned", 205 + position));
  }
}
