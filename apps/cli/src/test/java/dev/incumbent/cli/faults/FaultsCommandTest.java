package dev.incumbent.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.CommandLineRun;
import dev.incumbent.cli.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before a lab is made. */
final class FaultsCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--kinds, nonsense, crash-leader",
    "--nodes, 4, 3 or 5",
    "--minutes, -1, 0",
    "--minutes, 100001, 100000",
    "--break, fence, in a checkout",
    "--break, idle-majority, in a checkout",
  })
  void namesTheValueAndWhatIsAllowed(String option, String value, String allowed) {
    CommandLineRun run = CommandLineRun.of("faults", option, value);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(value, allowed);
  }

  @Test
  void refusesAHistoryThatCannotBeWritten(@TempDir Path folder) {
    Path file = folder.resolve("missing").resolve("history");

    CommandLineRun run = CommandLineRun.of("faults", "--history", file.toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(file.toString());
  }
}
