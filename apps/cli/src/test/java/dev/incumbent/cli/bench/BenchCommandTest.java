package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
  @Test
  void measuresOneHandoverOfOursAndJudgesIt() {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--runs", "1", "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("round 1 of 1: incumbent, 1 runs");
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("verdict").getAsString()).isEqualTo("clean");
    JsonObject ours = object.getAsJsonObject("ours");
    assertThat(ours.get("n").getAsInt()).isEqualTo(1);
    assertThat(ours.get("median").getAsDouble()).isPositive();
    assertThat(object.getAsJsonArray("peers")).isEmpty();
  }

  @Test
  void refusesABenchmarkThatThereIsNot() {
    CommandLineRun run = CommandLineRun.of("bench", "startup");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("benchmark 'startup' is refused: allowed handover");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001"})
  void refusesRunsOutOfRange(String runs) {
    CommandLineRun run = CommandLineRun.of("bench", "handover", "--runs=" + runs);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--runs '" + runs + "' is refused: allowed 1 to 1000");
  }
}
