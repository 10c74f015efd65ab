package dev.incumbent.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Real processes for the supervisor's tests: starts them, signals them, reads what they left. */
final class Rig {
  static final Duration BOUND = Duration.ofSeconds(30);

  /** Time enough for a slow machine to start a command in, and to test how it ends. */
  static final long SOON = 2_500;

  static final Duration GRACE = Duration.ofMillis(400);

  /** The time from the deadline to the end of the lease: what SIGKILL may not overstep. */
  static final Duration MARGIN = Duration.ofMillis(500);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Supervisor> supervisors = new ArrayList<>();

  Rig(Path folder) {
    this.folder = folder;
  }

  static long inMillis(long millis) {
    return System.nanoTime() + Duration.ofMillis(millis).toNanos();
  }

  SupervisorConfig config(String... command) {
    return new SupervisorConfig(List.of(command), Map.of(), GRACE, MARGIN, System::nanoTime);
  }

  Supervisor supervise(long deadlineNanos, String... command) throws IOException {
    return supervise(Perl.find(), config(command), deadlineNanos);
  }

  Supervisor supervise(Perl perl, SupervisorConfig config, long deadlineNanos) throws IOException {
    ClockReading now = ClockReading.take(System::nanoTime);
    Supervisor supervisor = Supervisor.start(perl, config, deadlineNanos, now);
    supervisors.add(supervisor);
    return supervisor;
  }

  /**
   * Keeps the deadline moving until the command is as far as the test wants it, however slow the
   * machine; returns the deadline that then stands.
   */
  static long settle(Supervisor supervisor, BooleanSupplier farEnough) {
    long[] deadlineNanos = {0};
    await(
        "far enough",
        () -> {
          boolean done = farEnough.getAsBoolean();
          deadlineNanos[0] = inMillis(SOON);
          supervisor.extend(deadlineNanos[0]);
          return done;
        });
    return deadlineNanos[0];
  }

  /** A shell that has nothing of the test runner's own stdin and stdout. */
  static String[] shell(String script) {
    return new String[] {"sh", "-c", "exec </dev/null >/dev/null 2>&1; " + script};
  }

  String[] job(Path stamps, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(List.of("perl", resource("job.pl").toString(), stamps.toString()));
    line.addAll(List.of(options));
    return line.toArray(String[]::new);
  }

  Perl perlWith(String module, String argument) throws IOException {
    Path file = resource(module + ".pm");
    String use = argument.isEmpty() ? "-M" + module : "-M" + module + "=" + argument;
    return new Perl(Perl.find().binary(), List.of("-I" + file.getParent(), use));
  }

  Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = Rig.class.getResourceAsStream(name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** The command line of a wrapper in a JVM of its own. */
  List<String> wrapper(long leadMillis, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    line.add("-Dsettled=" + folder.resolve("settled"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(WrapperMain.class.getName());
    line.addAll(List.of(Long.toString(leadMillis), Long.toString(GRACE.toMillis())));
    line.addAll(List.of(command));
    return line;
  }

  Talk start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    processes.add(process);
    return new Talk(process);
  }

  Talk startWrapper(long leadMillis, String... command) throws IOException {
    return start(new ProcessBuilder(wrapper(leadMillis, command)));
  }

  /** Tells the wrapper to let its deadline stand, and returns it. */
  long settle(Talk wrapper) throws IOException {
    Files.createFile(folder.resolve("settled"));
    return Long.parseLong(wrapper.line("settled")[1]);
  }

  static void signal(String name, long pid) throws Exception {
    String send = "exit !kill '" + name + "', " + pid;
    assertThat(perl(send)).as("SIG%s to %d", name, pid).isZero();
  }

  private static int perl(String program) throws Exception {
    return new ProcessBuilder("perl", "-e", program).start().waitFor();
  }

  static boolean isAlive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNanos > BOUND.toNanos()) {
        fail("not within " + BOUND + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static CommandEnd end(Supervisor supervisor) throws Exception {
    return supervisor.ended().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends what it started. */
  void end() throws Exception {
    for (Supervisor supervisor : supervisors) {
      // It may have been left stopped, or have ended.
      perl("kill 'CONT', " + supervisor.companionPid());
      supervisor.close();
    }
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }
}
