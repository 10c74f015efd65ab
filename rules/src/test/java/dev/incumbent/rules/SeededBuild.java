package dev.incumbent.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the real build, once, over all seeded projects: each has the root pom as its parent and
 * depends on no other, so that one's failure leaves the others to be judged. Without network, on
 * the repository of the running build.
 */
final class SeededBuild {
  private static final long TIMEOUT_MINUTES = 10;
  private static final Path SEEDS = ProjectFiles.ROOT.resolve("rules/src/test/seeded");
  private static final Path WORK = ProjectFiles.ROOT.resolve("rules/target/seeded");

  /** How the build of all ended. */
  record Result(int exitCode, String output) {
    /** What the build said of one project while it built it. */
    String section(String seed) {
      String head = "< dev.incumbent:seeded-" + seed + " >";
      int start = output.indexOf(head);
      if (start < 0) {
        throw new AssertionError("no project " + seed + " in:\n" + output);
      }
      int next = output.indexOf("< dev.incumbent:", start + head.length());
      int end = output.indexOf("Reactor Summary", start);
      return output.substring(start, next < 0 ? end : next);
    }

    /** What the build said of one project in the end: SUCCESS or FAILURE, and the reason. */
    String verdict(String seed) {
      String summary = output.substring(output.indexOf("Reactor Summary"));
      return summary
          .lines()
          .filter(line -> line.matches(".*\\bseeded-" + seed + "\\b(?!-).*"))
          .collect(Collectors.joining("\n"));
    }
  }

  private SeededBuild() {}

  static Result run(List<String> seeds, Path secondJvm) throws IOException, InterruptedException {
    layOut(seeds);
    Path log = WORK.resolve("build.log");
    Process maven =
        command("verify", "--fail-at-end", "-Dnewest.jvm=" + secondJvm)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!maven.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
      throw new AssertionError("the build took over " + TIMEOUT_MINUTES + " min; see " + log);
    }
    return new Result(maven.exitValue(), Files.readString(log));
  }

  private static ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("--offline", "--batch-mode"));
    command.add("-Dmaven.repo.local=" + property("maven.repo.local"));
    // The running build may have fetched through a mirror of another name: what is there, counts.
    command.add("-Daether.enhancedLocalRepository.trackingFilename=untracked");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
    builder.environment().put("JAVA_HOME", property("java.home"));
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    builder.environment().remove("MAVEN_ARGS");
    return builder;
  }

  private static void layOut(List<String> seeds) throws IOException {
    deleteIfExists(WORK);
    Files.createDirectories(WORK);
    String modules =
        seeds.stream()
            .map(seed -> "<module>" + seed + "</module>")
            .collect(Collectors.joining("\n    "));
    String all = Files.readString(SEEDS.resolve("all.xml"));
    Files.writeString(WORK.resolve("pom.xml"), all.replace("@modules@", modules));
    String one = Files.readString(SEEDS.resolve("one.xml"));
    for (String seed : seeds) {
      Path project = Files.createDirectories(WORK.resolve(seed));
      Files.writeString(project.resolve("pom.xml"), one.replace("@seed@", seed));
      copy(SEEDS.resolve(seed), project.resolve("src"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
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
