package dev.incumbent.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
  @Test
  void runsSeedsAndSaysWhatTheyExercised() {
    CommandLineRun run = CommandLineRun.of("simulate", "--seeds", "20", "--from", "100");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("20 seeds from 100", "node-crash", "verdict: clean");
    assertThat(run.err()).contains("20 seeds in");
  }

  @Test
  void saysTheSameAsJson() {
    CommandLineRun run = CommandLineRun.of("simulate", "--seeds", "20", "--json", "--quiet");

    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(object.get("verdict").getAsString()).isEqualTo("clean");
    assertThat(object.get("seeds").getAsLong()).isEqualTo(20);
    assertThat(object.get("exercised").getAsJsonObject().get("cut").getAsLong()).isPositive();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void refusesNumbersOutOfRange() {
    CommandLineRun run = CommandLineRun.of("simulate", "--seeds", "0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--seeds '0' is refused: allowed 1 to 1000000000");
  }
}
