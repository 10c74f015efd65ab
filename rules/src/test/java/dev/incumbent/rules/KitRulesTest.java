package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KitRulesTest {
  /** Split, so that this file is not taken for one of them. */
  private static final String HEAD = "final class ATest extends " + "FenceKit {\n";

  @Test
  void everyConformanceTestKeepsItsSize() {
    List<String> files =
        ProjectFiles.list().stream().filter(file -> file.endsWith(".java")).toList();
    assertThat(files)
        .filteredOn(file -> KitRules.runsAKit(file, ProjectFiles.read(file)))
        .anyMatch(file -> file.startsWith("cluster/"))
        .anyMatch(file -> file.startsWith("fences/jdbc/"))
        .flatMap(file -> KitRules.faults(file, ProjectFiles.read(file)))
        .isEmpty();
  }

  @Test
  void convictsAConformanceTestThatIsALineTooLong() {
    assertThat(KitRules.faults("fences/x/src/test/java/ATest.java", HEAD + ";\n".repeat(39)))
        .containsExactly(
            "fences/x/src/test/java/ATest.java lines of a conformance test: 40, allowed 39");
  }

  @Test
  void letsTheAllowedLengthAndTheKitsThemselvesPass() {
    assertThat(KitRules.faults("fences/x/ATest.java", HEAD + ";\n".repeat(38))).isEmpty();
    assertThat(KitRules.faults("testing/fence-kit/A.java", HEAD + ";\n".repeat(99))).isEmpty();
  }
}
