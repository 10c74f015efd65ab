package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Red gates: the build refuses projects that are fine but for one violation each, for the right
 * reason, and accepts the same project without one.
 */
class GatesTest {
  private static final List<String> SEEDS =
      List.of(
          "clean",
          "format",
          "warning",
          "error-prone",
          "error-prone-warning",
          "nullaway",
          "failing-test");

  private static SeededBuild.Result build = new SeededBuild.Result(0, "");

  @BeforeAll
  static void buildAllSeeds() throws Exception {
    Path jvm = Path.of(ProcessHandle.current().info().command().orElseThrow());
    build = SeededBuild.run(SEEDS, jvm);
  }

  @Test
  void failsAsAWhole() {
    assertThat(build.exitCode()).isEqualTo(1);
  }

  @Test
  void acceptsTheCleanTwinAndRunsItsTestsOnBothJvms() {
    assertThat(build.verdict("clean")).contains("SUCCESS").doesNotContain("FAILURE");
    assertThat(build.section("clean"))
        .contains("(default-test)", "(test-on-newest-jvm)")
        .containsPattern("(?s)Tests run: 1, Failures: 0.*Tests run: 1, Failures: 0");
  }

  @Test
  void refusesAnotherFormat() {
    assertThat(build.verdict("format"))
        .contains("FAILURE", "The following files had format violations");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          warning             | found raw type: java.util.List
          error-prone         | [ArrayEquals]
          error-prone-warning | [UnusedVariable]
          nullaway            | [NullAway] returning @Nullable expression
          failing-test        | Tests run: 1, Failures: 1, Errors: 0
          """)
  void refuses(String seed, String reason) {
    assertThat(build.verdict(seed)).contains("FAILURE").doesNotContain("SUCCESS");
    assertThat(build.section(seed)).contains(reason);
  }
}
