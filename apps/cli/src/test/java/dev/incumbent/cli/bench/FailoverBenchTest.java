package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured when something fails: each once, on real processes, and judged. */
class FailoverBenchTest {
  @ParameterizedTest
  @ValueSource(strings = {"crash-embedded", "crash-after-lease"})
  void measuresACrashOfOursAndJudgesIt(String benchmark) {
    JsonObject object = bench(benchmark);

    assertThat(ours(object).get("median").getAsDouble()).isPositive();
  }

  @Test
  void measuresACrashOfTheCoordinatorsLeaderWhichCostsNoLeadership() {
    JsonObject object = bench("coordinator-crash");

    assertThat(ours(object).get("median").getAsDouble()).isPositive();
    assertThat(beside(object, "leaderships lost").get("median").getAsDouble()).isZero();
    assertThat(object.getAsJsonObject("beside").has("leaderships lost")).isTrue();
  }

  @Test
  void measuresAPauseAfterWhichNothingOfTheOldLeaderIsAccepted() {
    JsonObject object = bench("pause");

    assertThat(ours(object).get("median").getAsDouble()).isPositive();
    assertThat(beside(object, "its writes accepted").get("median").getAsDouble()).isZero();
    assertThat(beside(object, "old one believes after SIGCONT").get("n").getAsInt()).isEqualTo(1);
  }

  private static JsonObject bench(String benchmark) {
    CommandLineRun run = CommandLineRun.of("bench", benchmark, "--runs", "1", "--json");

    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.DONE);
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("verdict").getAsString()).isEqualTo("clean");
    assertThat(ours(object).get("n").getAsInt()).isEqualTo(1);
    return object;
  }

  private static JsonObject ours(JsonObject object) {
    return object.getAsJsonObject("ours");
  }

  private static JsonObject beside(JsonObject object, String name) {
    return ours(object).getAsJsonObject("beside").getAsJsonObject(name);
  }
}
