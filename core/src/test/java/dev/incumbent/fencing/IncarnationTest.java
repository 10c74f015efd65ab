package dev.incumbent.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text by which a process is known to whoever fences it. */
final class IncarnationTest {
  @Test
  void isReadBackFromItsText() {
    Incarnation plain =
        new Incarnation("web-1", 42, 1_700_000_000_123L, "c0ffee", Optional.empty());
    Incarnation inPod =
        new Incarnation("web-1", 42, 1_700_000_000_123L, "c0ffee", Optional.of("6f1c-9"));

    assertThat(plain).hasToString("web-1/42/1700000000123/c0ffee");
    assertThat(inPod).hasToString("web-1/42/1700000000123/c0ffee/6f1c-9");
    assertThat(Incarnation.find(plain.toString())).hasValue(plain);
    assertThat(Incarnation.find(inPod.toString())).hasValue(inPod);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web-1",
        "web-1/42/1700000000123",
        "web-1/42/1700000000123/c/p/x",
        "web-1/-/1700000000123/c",
        "web-1/42/soon/c",
        "/42/1700000000123/c",
        "web-1/42/1700000000123/c/"
      })
  void knowsNoProcessInATextOfAnotherForm(String text) {
    assertThat(Incarnation.find(text)).isEmpty();
  }
}
