package dev.incumbent.faults.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a preloaded library bends, as a process sees it; skipped where no compiler is. */
class BendTest {
  @TempDir private Path folder;

  @BeforeEach
  void requireCompiler() {
    assumeTrue(Need.COMPILER.missing().isEmpty(), "no C compiler");
  }

  @Test
  void shiftsTheWallClockAndCountsItsReadings() throws Exception {
    Bend bend = Bend.in(folder, "some");
    bend.shiftWall(-86_400_000);

    long shown = Long.parseLong(run(bend, "date", "+%s"));

    assertThat(shown)
        .isBetween(
            Instant.now().getEpochSecond() - 86_460, Instant.now().getEpochSecond() - 86_390);
    assertThat(bend.shiftedReadings()).isPositive();
  }

  @Test
  void bendsNothingUntilItIsAskedTo() throws Exception {
    Bend bend = Bend.in(folder, "some");

    long shown = Long.parseLong(run(bend, "date", "+%s"));

    assertThat(shown).isCloseTo(Instant.now().getEpochSecond(), within(60L));
    assertThat(run(bend, "sync", "--data", folder.toString())).isEmpty();
    assertThat(bend.shiftedReadings() + bend.failedSyncs() + bend.delayedSyncs()).isZero();
  }

  @Test
  void letsSyncsFailAndCountsThem() throws Exception {
    Bend bend = Bend.in(folder, "some");
    bend.failSyncs(true);

    assertThat(run(bend, "sync", folder.toString())).contains("Input/output error");
    assertThat(bend.failedSyncs()).isEqualTo(1);
  }

  @Test
  void holdsSyncsUpAndCountsThem() throws Exception {
    Bend bend = Bend.in(folder, "some");
    bend.delaySyncs(50);
    long begun = System.nanoTime();

    assertThat(run(bend, "sync", "--data", folder.toString())).isEmpty();
    assertThat(System.nanoTime() - begun).isGreaterThan(50_000_000);
    assertThat(bend.delayedSyncs()).isEqualTo(1);
  }

  @Test
  void countsTheWritesThatAFullDiskRefused() throws Exception {
    Bend bend = Bend.in(folder, "some");

    assertThat(run(bend, "dd", "if=/dev/zero", "of=/dev/full", "bs=1", "count=1"))
        .contains("No space left on device");
    assertThat(bend.refusedWrites()).isEqualTo(1);
  }

  private static String run(Bend bend, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(bend.environment());
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .strip();
  }
}
