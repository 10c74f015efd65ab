package dev.incumbent.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What the runnable jar must not contain: the twins of its classes that are broken on purpose. */
final class ShippedJar {
  private ShippedJar() {}

  /**
   * The classes of {@code breaks} that {@code shipped} has as they are there, or has not at all: a
   * broken class that replaces nothing breaks nothing.
   */
  static List<String> brokenClasses(Path shipped, Path breaks) {
    List<String> found = new ArrayList<>();
    try (JarFile real = open(shipped);
        JarFile broken = open(breaks)) {
      for (JarEntry entry : broken.stream().filter(ShippedJar::isClass).toList()) {
        JarEntry twin = real.getJarEntry(entry.getName());
        if (twin == null || Arrays.equals(bytes(real, twin), bytes(broken, entry))) {
          found.add(entry.getName());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many classes a jar has. */
  static long classes(Path jar) {
    try (JarFile file = open(jar)) {
      return file.stream().filter(ShippedJar::isClass).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JarFile open(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: run `mvn verify`, which packs it first");
    }
    return new JarFile(jar.toFile());
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("package-info.class");
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    return jar.getInputStream(entry).readAllBytes();
  }
}
