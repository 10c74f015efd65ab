package dev.incumbent.cli.supervisor;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What to run and how much time it gets to stop.
 *
 * @param command the program, looked up in PATH, and its arguments
 * @param environment variables set for the command, besides those of this process
 * @param grace from SIGTERM to SIGKILL, 0 to 1 h; SIGTERM is sent this long before the deadline
 * @param margin the client's margin: the time from the deadline to the end of the lease, 0 to 1 h
 * @param nanoClock the monotonic clock of all deadlines, in nanoseconds
 */
public record SupervisorConfig(
    List<String> command,
    Map<String, String> environment,
    Duration grace,
    Duration margin,
    LongSupplier nanoClock) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** No wall clock is steadier than this; S-7. */
  private static final Duration SMALLEST_WALL_MARGIN = Duration.ofMillis(100);

  public SupervisorConfig {
    command = List.copyOf(command);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty; it needs a program to run");
    }
    command.forEach(argument -> requireNoNul("command", argument));
    environment.forEach(SupervisorConfig::requireVariable);
    requireInRange("grace", grace);
    requireInRange("margin", margin);
  }

  /** By how much the wall clock may gain on the monotonic one between two renewals. */
  Duration wallMargin() {
    return margin.compareTo(SMALLEST_WALL_MARGIN) < 0 ? SMALLEST_WALL_MARGIN : margin;
  }

  private static void requireVariable(String name, String value) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException(
          "environment variable \"" + name + "\": a name is not empty and has no '='");
    }
    requireNoNul("environment variable", name);
    requireNoNul("environment variable " + name, value);
  }

  private static void requireNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " has a NUL character, which no program can be given");
    }
  }

  private static void requireInRange(String what, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: 0 s to 1 h");
    }
  }
}
