package dev.incumbent.session.client;

import java.nio.charset.StandardCharsets;

/** What people are told of an end besides its reason: one line of at most 255 bytes. */
final class Detail {
  private static final int MAX_BYTES = 255;
  private static final String CUT = "…";

  private Detail() {}

  /** So much of a text as the coordinator takes. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().map(c -> isShown(c) ? c : ' ').forEach(line::appendCodePoint);
    String whole = line.toString();
    if (bytes(whole) <= MAX_BYTES) {
      return whole;
    }
    int end = Math.min(whole.length(), MAX_BYTES);
    while (bytes(whole.substring(0, end)) > MAX_BYTES - bytes(CUT)) {
      end = whole.offsetByCodePoints(end, -1);
    }
    return whole.substring(0, end) + CUT;
  }

  private static boolean isShown(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
