package dev.incumbent.breaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole command, from the packed jar, with one class broken: the checker names the rule. Where
 * this machine can make no lab it is skipped, or fails if {@code CI} is set.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedGatesTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Path JAR = Path.of("../../apps/cli/target/incumbent.jar");
  private static final Path BREAKS = Path.of("target/classes");
  private static final int CLEAN = 0;
  private static final int VIOLATED = 1;
  private static final int BAD_INPUT = 2;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @ParameterizedTest
  @CsvSource({
    "fence, S-3",
    "token, S-1",
    "stale-read, S-10",
    "recheck, S-7",
    "elected-early, S-4",
    "idle-majority, S-10"
  })
  void convicts(String gate, String rule) throws Exception {
    requireLab();

    String history = folder.resolve("history.jsonl").toString();
    Ended run = faults(JAR + ":" + BREAKS, "--break", gate, "--json", "--history", history);

    assertThat(run.code()).as(run.err()).isEqualTo(VIOLATED);
    assertThat(run.out()).contains("\"rule\":\"" + rule + "\"").doesNotContain("EVIDENCE");
  }

  @Test
  void theShippedJarAloneBreaksNothing() throws Exception {
    Ended run = faults(JAR.toString(), "--break", "fence");

    assertThat(run.code()).isEqualTo(BAD_INPUT);
    assertThat(run.err()).contains("ships nothing that is broken");
  }

  private void requireLab() throws Exception {
    Ended check = faults(JAR.toString(), "--check");
    if (check.code() != CLEAN) {
      assertThat(System.getenv("CI")).as("CI is set, and %s", check.err()).isNull();
      abort("no gate was opened: " + check.err());
    }
  }

  private Ended faults(String classPath, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, "dev.incumbent.cli.Main", "faults"));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      int code = process.waitFor();
      return new Ended(code, read(out), read(err));
    } finally {
      process.destroy();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
