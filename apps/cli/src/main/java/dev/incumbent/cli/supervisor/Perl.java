package dev.incumbent.cli.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The interpreter of the companion.
 *
 * @param binary the program
 * @param options given to it before the script
 */
record Perl(Path binary, List<String> options) {
  private static final String SCRIPT = "companion.pl";
  private static final Pattern READY = Pattern.compile("^ready \\d+$", Pattern.MULTILINE);
  private static final Duration CHECK_BOUND = Duration.ofSeconds(10);

  /** Finds an interpreter; whether it can run the companion is for {@link #requireUsable}. */
  static Perl find() throws SupervisorUnavailableException {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
    return find(path, Path.of("/proc"));
  }

  static Perl find(String path, Path proc) throws SupervisorUnavailableException {
    if (!Files.isReadable(proc.resolve("self/stat"))) {
      throw new SupervisorUnavailableException(
          "it takes Linux with /proc, and this is "
              + System.getProperty("os.name")
              + " without a readable /proc/self/stat");
    }
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder, "perl");
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return new Perl(candidate, List.of());
      }
    }
    throw new SupervisorUnavailableException(
        "it takes perl (Debian's package perl-base is enough), and there is none in PATH");
  }

  void requireUsable() throws SupervisorUnavailableException {
    String answer;
    try {
      answer = run(CHECK_BOUND, "check");
    } catch (IOException e) {
      answer = String.valueOf(e.getMessage());
    }
    if (!READY.matcher(answer).find()) {
      throw new SupervisorUnavailableException(
          binary + " cannot run the companion process: " + answer.strip());
    }
  }

  static byte[] script() throws IOException {
    try (InputStream in = Perl.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException("the resource " + SCRIPT + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /** Runs the script without a file; returns all that it printed, on stderr too. */
  String run(Duration bound, String... arguments) throws IOException {
    byte[] script = script();
    Process process = builder("-", arguments).redirectErrorStream(true).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(script);
      } catch (IOException e) {
        // It ended without reading all: what it printed says why.
      }
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("no answer within " + bound.toMillis() + " ms");
      }
      // It prints less than a pipe holds, so it never had to wait for this.
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + binary, e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process that will run the script, free of the user's settings for Perl programs. */
  ProcessBuilder builder(String script, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(binary.toString());
    line.addAll(options);
    line.add(script);
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    Map<String, String> environment = builder.environment();
    ownSettings().keySet().forEach(environment::remove);
    // No complaint about a locale that is not installed; the companion removes this again.
    environment.put("PERL_BADLANG", "0");
    return builder;
  }

  /** The variables of this process that steer Perl: for the command, not for the companion. */
  static Map<String, String> ownSettings() {
    Map<String, String> settings = new TreeMap<>(System.getenv());
    settings.keySet().removeIf(name -> !name.startsWith("PERL"));
    return settings;
  }
}
