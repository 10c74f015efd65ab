package dev.incumbent.faults.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KindsTest {
  @Test
  void knowsEachKindThatItNames() {
    assertThat(Kinds.names())
        .hasSizeGreaterThan(10)
        .allSatisfy(n -> assertThat(Kinds.of(n)).isNotNull());
  }

  @Test
  void refusesAnUnknownKindAndSaysWhichThereAre() {
    assertThatThrownBy(() -> Kinds.of("meteorite"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("meteorite")
        .hasMessageContaining("partition-ring");
  }
}
