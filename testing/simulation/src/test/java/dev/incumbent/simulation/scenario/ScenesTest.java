package dev.incumbent.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./verify -pl testing/simulation -am -Dscenarios.write=true} writes the files anew. */
class ScenesTest {
  private static final Path FILES = Path.of("..", "..", "core", "src", "test", "resources");
  private static final String HEAD = "#       ms  who      token  what";

  private static Path file(Scene scene) {
    String name = scene.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
    return FILES.resolve("scenarios").resolve(name);
  }

  private static List<String> transcript(Scene scene) {
    List<String> lines = new ArrayList<>();
    scene.notes().lines().map(line -> "# " + line).forEach(lines::add);
    lines.add(HEAD);
    lines.addAll(scene.play());
    return lines;
  }

  /** Fails at the first line that differs, with both. */
  private static void compare(List<String> written, List<String> played) {
    for (int i = 0; i < Math.max(written.size(), played.size()); i++) {
      String there = i < written.size() ? written.get(i) : "(the end)";
      String here = i < played.size() ? played.get(i) : "(the end)";
      if (!there.equals(here)) {
        throw new AssertionError(
            "line " + (i + 1) + " differs\n  written: " + there + "\n  played:  " + here);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void playsAsItIsWritten(Scene scene) throws IOException {
    List<String> played = transcript(scene);
    if (Boolean.getBoolean("scenarios.write")) {
      Files.createDirectories(file(scene).getParent());
      Files.writeString(file(scene), String.join("\n", played) + "\n");
    }

    compare(Files.readAllLines(file(scene)), played);
    assertThat(Files.readString(file(scene))).isEqualTo(String.join("\n", played) + "\n");
  }

  @Test
  void everyFileIsPlayed() throws IOException {
    try (Stream<Path> files = Files.list(FILES.resolve("scenarios"))) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(all());
    }
  }

  private static List<Path> all() {
    return Stream.of(Scene.values()).map(ScenesTest::file).toList();
  }

  @Test
  void tellsBothLinesOfADifference() {
    List<String> played = transcript(Scene.CRASH);
    List<String> changed = new ArrayList<>(played);
    changed.set(9, "another line");

    assertThatThrownBy(() -> compare(changed, played))
        .hasMessageContaining("line 10 differs")
        .hasMessageContaining("another line")
        .hasMessageContaining(played.get(9));
    assertThatThrownBy(() -> compare(played.subList(0, 9), played))
        .hasMessageContaining("(the end)");
  }
}
