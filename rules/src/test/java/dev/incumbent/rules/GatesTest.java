package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Red gates: the build refuses a project that is fine but for one violation, for the right reason,
 * and accepts the same project without one.
 */
@Execution(ExecutionMode.CONCURRENT)
class GatesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          format       | The following files had format violations
          warning      | found raw type: java.util.List
          error-prone  | [ArrayEquals]
          error-prone-warning | [UnusedVariable]
          nullaway     | [NullAway] returning @Nullable expression
          """)
  void refusesToCompile(String seed, String reason) throws Exception {
    Maven.Result build = Maven.run(seed, "test-compile");
    assertThat(build.output()).contains(reason, "BUILD FAILURE");
    assertThat(build.exitCode()).isEqualTo(1);
  }

  @Test
  void failsOnAFailingTest() throws Exception {
    Maven.Result build = Maven.run("failing-test", "verify");
    assertThat(build.output())
        .contains("Tests run: 1, Failures: 1, Errors: 0", "expected: 3", "BUILD FAILURE");
    assertThat(build.exitCode()).isEqualTo(1);
  }

  @Test
  void acceptsTheCleanTwinAndRunsItsTestsOnBothJvms() throws Exception {
    String jvm = ProcessHandle.current().info().command().orElseThrow();
    Maven.Result build = Maven.run("clean", "verify", "-Dnewest.jvm=" + jvm);
    assertThat(build.output())
        .contains("(default-test)", "(test-on-newest-jvm)", "BUILD SUCCESS")
        .containsPattern("(?s)Tests run: 1, Failures: 0.*Tests run: 1, Failures: 0");
    assertThat(build.exitCode()).isZero();
  }
}
