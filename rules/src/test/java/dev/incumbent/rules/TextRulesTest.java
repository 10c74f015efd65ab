package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  /** Split, so that this file does not convict itself. */
  private static final String SLASH = "/";

  @Test
  void noFileNamesAMachineOrARegistry() {
    List<String> files = ProjectFiles.list();
    assertThat(files).contains("pom.xml", "core/pom.xml");
    assertThat(files)
        .filteredOn(file -> !file.endsWith(".png") && !file.endsWith(".bin"))
        .flatMap(file -> TextRules.faults(file, ProjectFiles.read(file)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"work|wt|x", "home|somebody|.m2", "root|.m2", "Users|somebody|src"})
  void convictsAMachinePath(String parts) {
    String path = SLASH + parts.replace("|", SLASH);
    assertThat(TextRules.faults("a.md", "first\nsee " + path + "\n"))
        .singleElement()
        .asString()
        .startsWith("a.md:2 names /");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://repo1|example.org/maven2", "registry|example.com", "deb|example.net"})
  void convictsARegistryHost(String host) {
    assertThat(TextRules.faults("a.md", "<url>" + host.replace("|", ".") + "</url>")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/lib/jvm/java-17",
        "target/work/data",
        "$HOME/work/x",
        "https://example.org/work/paper",
        "https://www.apache.org/licenses",
        "registry.org.elements"
      })
  void letsOtherPathsAndHostsPass(String text) {
    assertThat(TextRules.faults("a.md", text)).isEmpty();
  }
}
