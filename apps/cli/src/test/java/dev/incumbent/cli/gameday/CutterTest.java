package dev.incumbent.cli.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as a packet that was dropped. */
class CutterTest {
  @Test
  void countsWhatTheRulesDropped() {
    assertThat(
            Cutter.dropped(
                "     163     9780 DROP       all  --  *      *       10.77.1.2  0.0.0.0/0"))
        .isEqualTo(163);
  }

  @Test
  void countsNothingElse() {
    assertThat(Cutter.dropped("Chain incumbent-94f521344238be60 (2 references)")).isZero();
    assertThat(Cutter.dropped("    pkts      bytes target     prot opt in     out     source"))
        .isZero();
    assertThat(Cutter.dropped("       7      420 ACCEPT     all  --  *      *       0.0.0.0/0"))
        .isZero();
    assertThat(Cutter.dropped("")).isZero();
  }
}
