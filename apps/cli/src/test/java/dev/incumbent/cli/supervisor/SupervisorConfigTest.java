package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SupervisorConfigTest {
  private static SupervisorConfig config(
      List<String> command, Map<String, String> environment, Duration grace, Duration margin) {
    return new SupervisorConfig(command, environment, grace, margin, System::nanoTime);
  }

  private static final Duration OK = Duration.ofSeconds(1);

  @Test
  void refusesEmptyCommand() {
    assertThatThrownBy(() -> config(List.of(), Map.of(), OK, OK))
        .hasMessageContaining("command is empty");
  }

  @Test
  void refusesNulAnywhere() {
    assertThatThrownBy(() -> config(List.of("a", "b\0c"), Map.of(), OK, OK))
        .hasMessageContaining("NUL");
    assertThatThrownBy(() -> config(List.of("a"), Map.of("A", "b\0"), OK, OK))
        .hasMessageContaining("NUL");
  }

  @Test
  void refusesVariableNameThatNoEnvironmentCanHold() {
    assertThatThrownBy(() -> config(List.of("a"), Map.of("A=B", "c"), OK, OK))
        .hasMessageContaining("\"A=B\"");
    assertThatThrownBy(() -> config(List.of("a"), Map.of("", "c"), OK, OK))
        .hasMessageContaining("not empty");
  }

  @Test
  void namesDurationOutOfRange() {
    assertThatThrownBy(() -> config(List.of("a"), Map.of(), Duration.ofMillis(-1), OK))
        .hasMessage("grace is PT-0.001S; allowed: 0 s to 1 h");
    assertThatThrownBy(() -> config(List.of("a"), Map.of(), OK, Duration.ofHours(2)))
        .hasMessage("margin is PT2H; allowed: 0 s to 1 h");
  }

  @Test
  void leavesTheWallClockAtLeastATenthOfASecond() {
    assertThat(config(List.of("a"), Map.of(), OK, Duration.ZERO).wallMargin())
        .isEqualTo(Duration.ofMillis(100));
    assertThat(config(List.of("a"), Map.of(), OK, OK).wallMargin()).isEqualTo(OK);
  }
}
