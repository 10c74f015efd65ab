package dev.incumbent.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What an adapter's conformance test may take: a class that runs a kit says what the adapter is and
 * can do, and nothing else.
 */
final class KitRules {
  static final int MAX_LINES = 39;

  private static final Pattern RUNS_A_KIT =
      Pattern.compile("\\bextends\\s+(?:FenceKit|CoordinatorKit)\\b");

  private KitRules() {}

  /** Whether the source is of a class that runs a kit for an adapter. */
  static boolean runsAKit(String file, String text) {
    return !file.startsWith("testing/") && RUNS_A_KIT.matcher(text).find();
  }

  static List<String> faults(String file, String text) {
    long lines = text.lines().count();
    return runsAKit(file, text) && lines > MAX_LINES
        ? List.of(file + " lines of a conformance test: " + lines + ", allowed " + MAX_LINES)
        : List.of();
  }
}
