package dev.incumbent.rules.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A small checkout with the real launcher, and a Maven and a Java that only record their calls. */
final class Checkout {
  private static final Path REAL_ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("project.root")));
  private static final List<String> MODULES =
      List.of(
          "core",
          "support/client",
          "cluster",
          "coordinators/jdbc",
          "fences/jdbc",
          "testing/history",
          "testing/simulation",
          "testing/faults",
          "testing/breaks",
          "benchmarks",
          "apps/cli");

  /** What a build makes. */
  static final String JARS =
      "apps/cli/target/incumbent.jar testing/breaks/target/incumbent-breaks.jar"
          + " benchmarks/target/incumbent-benchmarks.jar";

  /** What the launcher runs. */
  static final String KEPT_JAR = "target/launcher/incumbent.jar";

  private static final long TIMEOUT_SECONDS = 60;

  /** What a run of the launcher left behind. */
  record Run(int exitCode, String out, String err) {}

  final Path root;
  private final Path machine;

  /** A checkout in a folder whose name has a blank, without a jar. */
  Checkout(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("a checkout"));
    machine = Files.createDirectories(folder.resolve("machine"));
    Files.createDirectories(root.resolve("bin"));
    for (String script : List.of("incumbent", "bin/setup.sh")) {
      Files.copy(REAL_ROOT.resolve(script), root.resolve(script));
    }
    script(root.resolve("incumbent"), Files.readString(REAL_ROOT.resolve("incumbent")));
    for (String file : List.of("pom.xml", "LICENSE", ".mvn/jvm.config")) {
      write(file);
    }
    for (String module : MODULES) {
      write(module + "/pom.xml");
      write(module + "/src/main/java/A.java");
    }
    Files.createDirectories(machine.resolve("jdk"));
    Files.writeString(machine.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    script(machine.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    script(
        machine.resolve("jdk/bin/java"),
        "#!/bin/sh\nfor argument; do printf '[%s]\\n' \"$argument\"; done\nexit 7\n");
    mavenThat("touch " + JARS);
  }

  /** Makes the next builds do {@code work}, in the checkout's folder. */
  void mavenThat(String work) throws IOException {
    script(
        machine.resolve("path/mvn"),
        "#!/bin/sh\n[ \"$1\" != --version ] || { echo Apache Maven 3.8.7; exit; }\n"
            + "mkdir -p apps/cli/target testing/breaks/target benchmarks/target\n"
            + "echo \"$@\" >> \""
            + machine
            + "/builds\"\n"
            + work
            + "\n");
  }

  void processors(int number) throws IOException {
    script(machine.resolve("path/nproc"), "#!/bin/sh\necho " + number + "\n");
  }

  void removeMaven() throws IOException {
    script(machine.resolve("path/mvn"), "#!/bin/sh\necho Apache Maven 3.6.3\n");
  }

  /** A path of a file of the checkout that is older than any jar built from now on. */
  Path write(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
    return path;
  }

  /** Moves the last build into the future of every file that there is. */
  void settle() throws IOException {
    FileTime future = FileTime.from(Instant.now().plusSeconds(10));
    Files.setLastModifiedTime(root.resolve("target/launcher/built"), future);
  }

  void touchLater(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(20)));
  }

  /** The arguments of each build so far. */
  List<String> builds() throws IOException {
    Path builds = machine.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    return runAs(root.resolve("incumbent"), arguments);
  }

  Run runAs(Path launcher, String... arguments) throws IOException, InterruptedException {
    return await(start(launcher, arguments));
  }

  /** A launcher that runs, and where its output goes. */
  record Started(Process process, Path out, Path err) {}

  Started start(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(machine.toFile());
    Path out = Files.createTempFile(machine, "out", "");
    Path err = Files.createTempFile(machine, "err", "");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("INCUMBENT_"));
    builder.environment().put("INCUMBENT_NO_INSTALL", "1");
    builder.environment().put("JAVA_HOME", machine.resolve("jdk").toString());
    builder.environment().merge("PATH", machine.resolve("path").toString(), (a, b) -> b + ":" + a);
    return new Started(builder.start(), out, err);
  }

  Run await(Started started) throws IOException, InterruptedException {
    if (!started.process().waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      started.process().destroyForcibly();
      throw new AssertionError("the launcher took over " + TIMEOUT_SECONDS + " s");
    }
    return new Run(
        started.process().exitValue(),
        Files.readString(started.out()),
        Files.readString(started.err()));
  }

  private static void script(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
