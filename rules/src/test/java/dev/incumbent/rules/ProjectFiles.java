package dev.incumbent.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of the project as they lie in its folder: all but what {@code .gitignore} names, which
 * is read here because a tree without its repository must be checked alike.
 */
final class ProjectFiles {
  /** The folder of the root pom. */
  static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("project.root"), "project.root"));

  private ProjectFiles() {}

  /** Paths relative to the root, in order, with forward slashes. */
  static List<String> list() {
    Collector collector = new Collector(ignoredNames());
    try {
      Files.walkFileTree(ROOT, collector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return collector.files.stream().sorted().toList();
  }

  /** The text of a file; of one that is not text, at least what of it is. */
  static String read(String file) {
    try {
      return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path path) {
    return path.equals(ROOT) ? "" : path.getFileName().toString();
  }

  /** The plain names among the patterns, and the repository itself. */
  private static Set<String> ignoredNames() {
    Set<String> names = new TreeSet<>(Set.of(".git"));
    read(".gitignore")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.contains("*"))
        .map(line -> line.replace("/", ""))
        .forEach(names::add);
    return names;
  }

  /** Keeps what no ignored name hides. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Set<String> ignored;
    private final List<String> files = new ArrayList<>();

    Collector(Set<String> ignored) {
      this.ignored = ignored;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return ignored.contains(nameOf(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!ignored.contains(nameOf(file))) {
        files.add(ROOT.relativize(file).toString().replace('\\', '/'));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
