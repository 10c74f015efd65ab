package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Contestant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpellTest {
  @Test
  void readsLeadershipsFromWhatACandidateSaid() {
    Contestant candidate = new Contestant("c1.1");
    List.of("elected 3 100", "stop 3 200", "ended 3 210 handed-over", "elected 7 300")
        .forEach(candidate::said);

    assertThat(Spell.of(candidate, Optional.empty()))
        .containsExactly(
            new Spell("c1.1", 3, 100, Optional.of(200L)),
            new Spell("c1.1", 7, 300, Optional.empty()));
  }

  @Test
  void endsTheLastLeadershipOfAKilledProcessThen() {
    Contestant candidate = new Contestant("c1.1");
    List.of("elected 3 100", "stop 3 200", "elected 7 300").forEach(candidate::said);

    assertThat(Spell.of(candidate, Optional.of(400L)))
        .containsExactly(
            new Spell("c1.1", 3, 100, Optional.of(200L)),
            new Spell("c1.1", 7, 300, Optional.of(400L)));
  }

  @Test
  void endsALeadershipWhenItsProcessWasStoppedAtTheLatest() {
    assertThat(spell(3, 100).endedBy(Optional.of(150L))).isEqualTo(spell(3, 100, 150));
    assertThat(spell(3, 100, 200).endedBy(Optional.of(150L))).isEqualTo(spell(3, 100, 150));
    assertThat(spell(3, 100, 120).endedBy(Optional.of(150L))).isEqualTo(spell(3, 100, 120));
    assertThat(spell(3, 100, 120).endedBy(Optional.empty())).isEqualTo(spell(3, 100, 120));
  }

  @Test
  void findsNothingWrongWithLeadershipsThatFollowEachOther() {
    assertThat(Spell.violations(List.of(spell(9, 250), spell(3, 100, 200), spell(5, 210, 240))))
        .isEmpty();
  }

  @Test
  void convictsATokenThatDidNotGrow() {
    assertThat(Spell.violations(List.of(spell(5, 100, 200), spell(5, 300, 400), spell(4, 500))))
        .containsExactly(
            "c1's leadership with token 5 followed c1's leadership with token 5: tokens only grow",
            "c1's leadership with token 4 followed c1's leadership with token 5: tokens only grow");
  }

  @Test
  void convictsALeadershipThatBeganBeforeTheEndOfAnother() {
    assertThat(Spell.violations(List.of(spell(3, 100, 200), spell(4, 199, 300), spell(5, 400))))
        .containsExactly(
            "c1's leadership with token 4 began before the end of c1's leadership with token 3:"
                + " leaderships do not overlap");
  }

  @Test
  void convictsALeadershipThatNeverEndedBeforeAnotherBegan() {
    assertThat(Spell.violations(List.of(spell(3, 100), spell(4, 300))))
        .singleElement()
        .asString()
        .endsWith("leaderships do not overlap");
  }

  private static Spell spell(long token, long electedNanos) {
    return new Spell("c1", token, electedNanos, Optional.empty());
  }

  private static Spell spell(long token, long electedNanos, long endNanos) {
    return new Spell("c1", token, electedNanos, Optional.of(endNanos));
  }
}
