package dev.incumbent.rules.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir private Path folder;
  private Checkout checkout;

  @BeforeEach
  void layOutCheckout() throws IOException {
    checkout = new Checkout(folder);
  }

  @Test
  void buildsAMissingJarThenRunsTheCommandAndPassesItsCodeOn() throws Exception {
    Checkout.Run run = checkout.run("put", "a key", "", "*");
    assertThat(checkout.builds())
        .containsExactly("-q -B -Pjar -pl apps/cli,testing/breaks -am package");
    assertThat(run.out()).endsWith("[dev.incumbent.cli.Main]\n[put]\n[a key]\n[]\n[*]\n");
    assertThat(run.err()).startsWith("incumbent: building the runnable jar;").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  void runsAnUpToDateJarWithoutAWord() throws Exception {
    checkout.run("status");
    checkout.settle();
    Checkout.Run run = checkout.run("status");
    assertThat(checkout.builds()).hasSize(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    checkout.run("status");
    checkout.settle();
    checkout.touchLater(checkout.root.resolve("fences/jdbc/src/main/java/A.java"));
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceWasDeleted() throws Exception {
    checkout.run("status");
    checkout.settle();
    Path sources = checkout.root.resolve("core/src/main/java");
    Files.delete(sources.resolve("A.java"));
    checkout.touchLater(sources);
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(2);
  }

  @Test
  void buildsAgainWhenASourceChangedDuringTheBuild() throws Exception {
    checkout.mavenThat(
        "touch -d '+1 second' core/src/main/java/A.java; touch -d '+2 seconds' " + Checkout.JARS);
    checkout.run("status");
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(2);
  }

  @Test
  void buildsAgainWhatAnInterruptedBuildLeft() throws Exception {
    Path begun = folder.resolve("begun");
    Path open = folder.resolve("open");
    checkout.mavenThat("touch " + Checkout.JARS + " '" + begun + "';" + untilThereIs(open));
    Checkout.Started interrupted = checkout.start(checkout.root.resolve("incumbent"), "status");
    await("the build's begin", () -> Files.exists(begun));
    List<ProcessHandle> build = interrupted.process().descendants().toList();
    interrupted.process().destroyForcibly().waitFor();
    build.forEach(ProcessHandle::destroyForcibly);
    Files.createFile(open);
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(2);
  }

  @Test
  void leavesTheJarOfRunningProgramsAsItWas() throws Exception {
    checkout.mavenThat("for jar in " + Checkout.JARS + "; do echo one >$jar; done");
    checkout.run("status");
    Path jar = checkout.root.resolve(Checkout.KEPT_JAR);
    Path running = Files.createLink(folder.resolve("running"), jar);
    checkout.settle();
    checkout.touchLater(checkout.root.resolve("core/src/main/java/A.java"));
    checkout.mavenThat("for jar in " + Checkout.JARS + "; do echo two >$jar; done");
    checkout.run("status");
    assertThat(jar).hasContent("two");
    assertThat(running).hasContent("one");
  }

  @Test
  void leavesTestsAlone() throws Exception {
    checkout.run("status");
    checkout.settle();
    checkout.touchLater(checkout.write("core/src/test/java/ATest.java"));
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void worksThroughALinkFromAnyFolder() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), checkout.root.resolve("incumbent"));
    assertThat(checkout.runAs(link, "status").out())
        .contains("[" + checkout.root + "/" + Checkout.KEPT_JAR + "]");
  }

  @Test
  void showsTheLogOfAFailedBuild() throws Exception {
    checkout.mavenThat("echo the reason; exit 1");
    Checkout.Run run = checkout.run("status");
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the reason\n", "incumbent: the build failed;");
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void failsWithACodeOfItsOwnWhereTheCommandPassesOnAnother() throws Exception {
    checkout.mavenThat("exit 1");
    assertThat(checkout.run("--timeout", "1s", "run", "e", "--", "true").exitCode()).isEqualTo(125);
    assertThat(checkout.run("wait", "--", "run").exitCode()).isEqualTo(2);
  }

  @Test
  void saysInOneLineWhatToInstall() throws Exception {
    checkout.removeMaven();
    Checkout.Run run = checkout.run("status");
    assertThat(run.err()).contains("apt-get install openjdk-17-jdk-headless maven");
    assertThat(run.err()).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void buildsOnceForTwoWhoAskAtATime() throws Exception {
    Path open = folder.resolve("open");
    checkout.mavenThat(untilThereIs(open) + " touch " + Checkout.JARS);
    Checkout.Started first = checkout.start(checkout.root.resolve("incumbent"), "status");
    await("the build", () -> text(first.err()).contains("building the runnable jar"));
    Checkout.Started second = checkout.start(checkout.root.resolve("incumbent"), "list");
    await("the wait", () -> text(second.err()).contains("waiting for another build"));
    Files.createFile(open);
    assertThat(checkout.await(first).out()).contains("[status]");
    assertThat(checkout.await(second).out()).contains("[list]");
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void givesTheServerTheOptimizingCompilerWhereThereIsRoomForIt() throws Exception {
    String quick = "[-XX:TieredStopAtLevel=1]";
    checkout.processors(3);
    assertThat(checkout.run("server", "--bootstrap").out()).doesNotContain(quick);
    assertThat(checkout.run("status").out()).contains(quick);
    checkout.processors(2);
    assertThat(checkout.run("server", "--bootstrap").out()).contains(quick);
  }

  @Test
  void leavesTheServerTheCollectorThatTheJvmChooses() throws Exception {
    checkout.processors(2);
    assertThat(checkout.run("server").out()).doesNotContain("SerialGC");
    assertThat(checkout.run("status").out()).contains("[-XX:+UseSerialGC]");
  }

  @Test
  void addsTheBrokenClassesOnlyWhenAskedToBreak() throws Exception {
    String breaks = "target/launcher/incumbent-breaks.jar";
    assertThat(checkout.run("demo", "--break", "fence").out()).contains(breaks);
    assertThat(checkout.run("demo", "--break=fence").out()).contains(breaks);
    assertThat(checkout.run("demo").out()).doesNotContain(breaks);
    assertThat(checkout.run("run", "e", "--", "demo", "--break").out()).doesNotContain(breaks);
  }

  @Test
  void buildsThePeersClientsOnlyWhenAskedToMeasureAgainstThem() throws Exception {
    String named = "[-Dincumbent.benchmarks=" + checkout.root + "/target/launcher/";
    assertThat(checkout.run("bench", "handover").out()).doesNotContain(named);
    assertThat(checkout.run("bench", "handover", "--against", "etcd").out()).contains(named);
    assertThat(checkout.run("bench", "handover", "--against=etcd").out()).contains(named);
    assertThat(checkout.run("status").out()).doesNotContain(named);
    assertThat(checkout.builds())
        .containsExactly(
            "-q -B -Pjar -pl apps/cli,testing/breaks -am package",
            "-q -B -Pjar -pl apps/cli,testing/breaks,benchmarks -am package");
  }

  @Test
  void buildsThePeersClientsAgainWhenTheirSourceIsNewer() throws Exception {
    checkout.run("bench", "handover", "--against", "etcd");
    checkout.settle();
    checkout.touchLater(checkout.root.resolve("benchmarks/src/main/java/A.java"));
    checkout.run("status");
    assertThat(checkout.builds()).hasSize(1);
    checkout.run("bench", "handover", "--against", "etcd");
    assertThat(checkout.builds()).hasSize(2);
  }

  private static String untilThereIs(Path file) {
    return "while [ ! -e '" + file + "' ]; do sleep 0.05; done;";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(String what, BooleanSupplier reached) {
    long deadlineNanos = System.nanoTime() + 30_000_000_000L;
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadlineNanos);
      Thread.onSpinWait();
    }
  }
}
