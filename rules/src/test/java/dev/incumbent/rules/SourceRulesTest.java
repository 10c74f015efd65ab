package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
  @Test
  void everySourceFileKeepsItsSize() {
    Map<String, String> sources =
        ProjectFiles.list().stream()
            .filter(file -> file.endsWith(".java") && !file.startsWith("rules/src/test/seeded/"))
            .collect(Collectors.toMap(file -> file, ProjectFiles::read, (a, b) -> a, TreeMap::new));
    assertThat(sources.keySet()).anyMatch(file -> file.startsWith("core/src/main/java/"));
    assertThat(SourceRules.faults(sources)).isEmpty();
  }

  @Test
  void convictsAMethodThatIsALineTooLong() {
    assertThat(faults("class A {\n void longer() {\n" + lines(24) + " }\n}\n"))
        .containsExactly("core/src/main/java/A.java:2 longer() lines: 26, allowed 25");
  }

  @Test
  void letsAMethodOfTheAllowedLengthPassWhateverItsHeadTakes() {
    assertThat(
            faults(
                "class A {\n @Deprecated\n void m(\n int a,\n int b) {\n" + lines(23) + " }\n}\n"))
        .isEmpty();
  }

  @Test
  void convictsAnInitializerThatIsALineTooLong() {
    assertThat(faults("class A {\n static {\n" + lines(24) + " }\n}\n"))
        .containsExactly("core/src/main/java/A.java:2 initializer lines: 26, allowed 25");
  }

  @Test
  void convictsAClassThatIsALineTooLongWithItsDoc() {
    assertThat(faults("/**\n * Doc.\n */\nclass A {\n" + lines(296) + "}\n"))
        .containsExactly("core/src/main/java/A.java:4 A lines: 301, allowed 300");
  }

  @Test
  void letsAClassOfTheAllowedLengthPass() {
    assertThat(
            faults("import java.util.List;\n\n/**\n * Doc.\n */\nclass A {\n" + lines(295) + "}\n"))
        .isEmpty();
  }

  @Test
  void convictsAnInterfaceThatIsALineTooLong() {
    assertThat(faults("interface A {\n" + lines(149) + "}\n"))
        .containsExactly("core/src/main/java/A.java:1 A lines of its own: 151, allowed 150");
  }

  @Test
  void countsTheCasesOfAClosedSetNotAsLinesOfItsInterface() {
    String nested = "record B() {\n" + lines(98) + "}\n";
    assertThat(faults("interface A {\n" + lines(148) + nested + "}\n")).isEmpty();
    assertThat(faults("interface A {\n" + lines(148) + nested + nested + "}\n"))
        .containsExactly("core/src/main/java/A.java:1 A lines: 350, allowed 300");
  }

  @Test
  void convictsAConstructorWithSixArguments() {
    assertThat(faults("class A {\n A(int a, int b, int c, int d, int e, int f) {}\n}\n"))
        .containsExactly("core/src/main/java/A.java:2 <init>() arguments: 6, allowed 5");
  }

  @Test
  void letsARecordHaveSixComponents() {
    assertThat(
            faults(
                "record A(int a, int b, int c, int d, int e, int f) {\n @SuppressWarnings(\"x\")\n A {\n a = 1;\n }\n}\n"))
        .isEmpty();
  }

  @Test
  void convictsALockInCoreOnly() {
    String source = "class A {\n void m() {\n  synchronized (this) {}\n }\n}\n";
    assertThat(faults(source))
        .containsExactly("core/src/main/java/A.java:3 locks: core decides without doing");
    assertThat(SourceRules.faults(Map.of("cluster/src/main/java/A.java", source))).isEmpty();
  }

  @Test
  void convictsWhatItCannotRead() {
    assertThat(faults("class A {")).singleElement().asString().startsWith("cannot be read: ");
  }

  private static List<String> faults(String source) {
    return SourceRules.faults(Map.of("core/src/main/java/A.java", source));
  }

  /** As many lines of what may stand in every body: nothing. */
  private static String lines(int count) {
    return ";\n".repeat(count);
  }
}
