package dev.incumbent.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final long SEEDS = 1_000;

  @Test
  void violatesNothingInAThousandSeeds() {
    Soak soak = new Soak(1, SEEDS);

    soak.run(() -> true);

    assertThat(soak.violated()).isEmpty();
    assertThat(soak.done()).isEqualTo(SEEDS);
    for (Exercised one : Exercised.values()) {
      assertThat(one == Exercised.CLAIM_REFUSED || soak.tally().of(one) > 0)
          .as(one + " was exercised")
          .isTrue();
    }
  }

  @Test
  void oneSeedIsOneRunByteForByteInEveryJvm() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Digests.class.getName(),
                "1",
                "25")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String there =
        new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(Digests.of(1, 25)).isEqualTo(there);
    assertThat(there.split(" ")).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void stopsWhenItIsToldTo() {
    Soak soak = new Soak(1, SEEDS);

    assertThat(soak.run(() -> soak.done() < 3)).isTrue();

    assertThat(soak.done()).isEqualTo(3);
  }
}
