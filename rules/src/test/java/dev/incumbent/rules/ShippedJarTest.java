package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedJarTest {
  private static final Path SHIPPED = ProjectFiles.ROOT.resolve("apps/cli/target/incumbent.jar");
  private static final Path BREAKS =
      ProjectFiles.ROOT.resolve("testing/breaks/target/incumbent-breaks.jar");

  @Test
  void containsNothingBrokenOnPurpose() {
    assertThat(ShippedJar.brokenClasses(SHIPPED, BREAKS)).isEmpty();
    assertThat(ShippedJar.classes(BREAKS)).isEqualTo(7);
  }

  @Test
  void containsNobodyElsesCandidatesAndClients() throws IOException {
    try (JarFile jar = new JarFile(SHIPPED.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.startsWith("dev/incumbent/benchmarks/"))
          .noneMatch(name -> name.startsWith("io/etcd/"))
          .noneMatch(name -> name.startsWith("org/apache/curator/"))
          .noneMatch(name -> name.startsWith("org/openjdk/jmh/"))
          .noneMatch(name -> name.startsWith("org/apache/zookeeper/"));
    }
  }

  @Test
  void containsTheProjectAndTellsItsVersion() throws IOException {
    try (JarFile jar = new JarFile(SHIPPED.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .anyMatch(name -> name.startsWith("dev/incumbent/election/"))
          .anyMatch(name -> name.startsWith("dev/incumbent/cluster/"))
          .anyMatch(name -> name.startsWith("dev/incumbent/fence/jdbc/"))
          .contains("META-INF/LICENSE");
      assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
          .isNotBlank();
    }
  }

  @Test
  void convictsAJarWithABrokenClassAndABrokenClassThatReplacesNothing(@TempDir Path folder)
      throws IOException {
    Path shipped = jar(folder.resolve("shipped.jar"), "Fine", "real", "Broken", "broken");
    Path breaks =
        jar(folder.resolve("breaks.jar"), "Fine", "twin", "Broken", "broken", "Lost", "x");

    assertThat(ShippedJar.brokenClasses(shipped, breaks))
        .containsExactly("Broken.class", "Lost.class");
  }

  private static Path jar(Path file, String... namesAndContents) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new JarEntry(namesAndContents[i] + ".class"));
        out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }
}
