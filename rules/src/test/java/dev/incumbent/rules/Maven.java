package dev.incumbent.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the real build on a seeded project: the root pom as its parent, the repository of the
 * running build, and no network.
 */
final class Maven {
  private static final long TIMEOUT_MINUTES = 5;
  private static final Path SEEDS = ProjectFiles.ROOT.resolve("rules/src/test/seeded");
  private static final Path WORK = ProjectFiles.ROOT.resolve("rules/target/seeded");

  /** How a build ended. */
  record Result(int exitCode, String output) {}

  private Maven() {}

  static Result run(String seed, String... arguments) throws IOException, InterruptedException {
    Path project = copy(seed);
    Path log = WORK.resolve(seed + ".log");
    Process maven =
        command(project, arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!maven.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
      throw new AssertionError(
          "the build of " + seed + " took over " + TIMEOUT_MINUTES + " min; see " + log);
    }
    return new Result(maven.exitValue(), Files.readString(log));
  }

  private static ProcessBuilder command(Path project, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("--offline", "--batch-mode"));
    command.add("-Dmaven.repo.local=" + property("maven.repo.local"));
    // The running build may have fetched through a mirror of another name: what is there, counts.
    command.add("-Daether.enhancedLocalRepository.trackingFilename=untracked");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().put("JAVA_HOME", property("java.home"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().remove("MAVEN_ARGS");
    return builder;
  }

  /** All seeds share one pom; each brings its source. */
  private static Path copy(String seed) throws IOException {
    Path project = WORK.resolve(seed);
    deleteIfExists(project);
    Files.createDirectories(project);
    Files.copy(SEEDS.resolve("pom.xml"), project.resolve("pom.xml"));
    Path from = SEEDS.resolve(seed);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = project.resolve("src").resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return project;
  }

  private static void deleteIfExists(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
