package dev.incumbent.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no file may name: a machine that it was written on, or one that it was fetched from. */
final class TextRules {
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.~$}*)/-])/(?:work|root|home/\\w+|Users/\\w+)/[\\w.-]+");

  private static final String REGISTRY =
      "(?:repo\\d*|registry|mirrors?|deb|pypi|nexus|artifactory)";

  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          "(?:://|\\b)" + REGISTRY + "\\.(?:[\\w-]+\\.)+(?:org|com|net|io|dev|internal|local)\\b");

  private TextRules() {}

  static List<String> faults(String file, String text) {
    List<String> faults = new ArrayList<>();
    for (Pattern pattern : List.of(MACHINE_PATH, REGISTRY_HOST)) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        long line = text.substring(0, matcher.start()).lines().count();
        faults.add(file + ":" + Math.max(1, line) + " names " + matcher.group());
      }
    }
    return faults;
  }
}
