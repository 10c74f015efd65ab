package dev.incumbent.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What ignores a signal, as everything below nohup does HUP, leaves it ignored to its children. */
final class Ignored {
  private Ignored() {}

  /** Skips the test if whatever it starts would ignore the signal. */
  static void assumeNot(String signal) throws IOException {
    Assumptions.assumeFalse(
        (mask() >> (number(signal) - 1) & 1) == 1,
        signal + " is ignored here, and by whatever is started");
  }

  private static int number(String signal) {
    return switch (signal) {
      case "HUP" -> 1;
      case "INT" -> 2;
      case "TERM" -> 15;
      default -> throw new IllegalArgumentException(signal);
    };
  }

  private static long mask() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .mapToLong(hex -> Long.parseUnsignedLong(hex, 16))
        .findFirst()
        .orElseThrow();
  }
}
