package dev.incumbent.cluster.folder;

import dev.incumbent.time.RandomSource;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A random 128-bit name: of a node, a cluster, or one start of a node. Its text is 32 hexadecimal
 * digits.
 */
public record RandomId(long high, long low) implements Comparable<RandomId> {
  /** The length of its text. */
  public static final int TEXT_LENGTH = 32;

  private static final Pattern TEXT = Pattern.compile("[0-9a-f]{" + TEXT_LENGTH + "}");

  /** A new one. */
  public static RandomId draw(RandomSource random) {
    return new RandomId(random.nextLong(), random.nextLong());
  }

  /** Whether {@link #parse} takes this text. */
  public static boolean isText(String text) {
    return TEXT.matcher(text).matches();
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static RandomId parse(String text) {
    if (!isText(text)) {
      throw new IllegalArgumentException(
          "id '" + text + "' is malformed: allowed " + TEXT_LENGTH + " hexadecimal digits");
    }
    return new RandomId(
        Long.parseUnsignedLong(text, 0, TEXT_LENGTH / 2, 16),
        Long.parseUnsignedLong(text, TEXT_LENGTH / 2, TEXT_LENGTH, 16));
  }

  /** The same bits in the form that the engine's group takes. */
  public UUID toUuid() {
    return new UUID(high, low);
  }

  @Override
  public int compareTo(RandomId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
