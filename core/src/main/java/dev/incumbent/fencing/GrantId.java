package dev.incumbent.fencing;

/**
 * A random 128-bit number that tells two grants with the same token apart, which happens only when
 * a coordinator was put back from a copy behind its own back (S-1).
 *
 * <p>Its text is 32 lower-case hexadecimal digits. A value: immutable and safe for use by any
 * thread.
 */
public record GrantId(long high, long low) {
  private static final int TEXT_LENGTH = 32;

  /**
   * The grant id that {@code text} shows.
   *
   * @throws IllegalArgumentException if it is not 32 hexadecimal digits; the message names it
   */
  public static GrantId parse(String text) {
    if (text.length() != TEXT_LENGTH || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new IllegalArgumentException(
          "grant '" + text + "' is not a grant id: allowed 32 hexadecimal digits");
    }
    return new GrantId(
        Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, TEXT_LENGTH, 16));
  }

  @Override
  public String toString() {
    return hex(high) + hex(low);
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
