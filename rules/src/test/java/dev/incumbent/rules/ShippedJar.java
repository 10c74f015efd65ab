package dev.incumbent.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What the runnable jar must not contain: the classes that are broken on purpose. */
final class ShippedJar {
  private static final String BREAKS = Layout.PROJECT.base().replace('.', '/') + "/breaks/";

  private ShippedJar() {}

  static List<String> brokenClasses(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run `mvn verify`, which packs it first");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).filter(ShippedJar::isBroken).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Services may name a broken class too, and a multi-release folder may hide it. */
  private static boolean isBroken(String entry) {
    return entry.contains(BREAKS) && !entry.endsWith("/");
  }
}
