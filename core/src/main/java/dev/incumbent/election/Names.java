package dev.incumbent.election;

import java.nio.charset.StandardCharsets;

/**
 * The one rule for names (elections, candidates, nodes, fences): said once, so that it is one rule.
 */
public final class Names {
  /** The longest name, in bytes of UTF-8. */
  public static final int MAX_BYTES = 255;

  /** The rule in words, for messages. */
  public static final String ALLOWED =
      "allowed 1 to " + MAX_BYTES + " bytes of UTF-8, no control characters, no space at the ends";

  private Names() {}

  /**
   * Returns {@code name} if it keeps the rule.
   *
   * @param what what is named, for the message: "election name"
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  public static String require(String what, String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new IllegalArgumentException(what + " is empty: " + ALLOWED);
    }
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          what
              + " '"
              + printable(name.substring(0, 20))
              + "…' has "
              + bytes
              + " bytes: "
              + ALLOWED);
    }
    if (name.codePoints().anyMatch(Names::isForbidden)) {
      throw new IllegalArgumentException(
          what + " '" + printable(name) + "' has a control character: " + ALLOWED);
    }
    if (isSpace(name.codePointAt(0)) || isSpace(name.codePointBefore(name.length()))) {
      throw new IllegalArgumentException(
          what + " '" + name + "' begins or ends with a space: " + ALLOWED);
    }
    return name;
  }

  private static boolean isForbidden(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.LINE_SEPARATOR
        || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (isForbidden(c)) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
