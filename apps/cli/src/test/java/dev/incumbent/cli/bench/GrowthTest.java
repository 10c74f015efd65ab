package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrowthTest {
  @ParameterizedTest
  @EnumSource(Footprint.Of.class)
  void tellsWhatGrows(Footprint.Of what) {
    assertThat(grown(what, 120, i -> 100 + i).judge())
        .singleElement()
        .asString()
        .startsWith("I14: the servers' " + what.word() + " grew: at most 159.0 ")
        .contains("219.0 in the second");
  }

  @Test
  void acceptsWhatComesAndGoes() {
    assertThat(grown(Footprint.Of.LOG, 120, i -> i % 17).judge()).isEmpty();
  }

  @Test
  void acceptsWhatGrowsAtTheBegin() {
    assertThat(grown(Footprint.Of.MEMORY, 120, i -> Math.min(i, 20)).judge()).isEmpty();
  }

  @Test
  void doesNotJudgeAShortTime() {
    assertThat(grown(Footprint.Of.THREADS, Growth.FEWEST - 1, i -> i).judge()).isEmpty();
  }

  private static Growth grown(Footprint.Of what, int times, IntToDoubleFunction amount) {
    Growth growth = new Growth();
    for (int i = 0; i < times; i++) {
      growth.add(new Footprint(Map.of(what, amount.applyAsDouble(i))));
    }
    return growth;
  }
}
