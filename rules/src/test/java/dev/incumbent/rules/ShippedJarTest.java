package dev.incumbent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedJarTest {
  private static final Path SHIPPED = ProjectFiles.ROOT.resolve("apps/cli/target/incumbent.jar");

  @Test
  void containsNothingBrokenOnPurpose() {
    assertThat(ShippedJar.brokenClasses(SHIPPED)).isEmpty();
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
  void convictsAJarWithABrokenClass(@TempDir Path folder) throws IOException {
    Path jar = folder.resolve("seeded.jar");
    String broken = "dev/incumbent/breaks/Broken.class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("dev/incumbent/election/Fine.class"));
      out.putNextEntry(new JarEntry(broken));
    }
    assertThat(ShippedJar.brokenClasses(jar)).containsExactly(broken);
  }
}
