package dev.incumbent.fencing;

/**
 * The number that orders the leaderships of an election: a later grant has the larger one (S-1).
 *
 * <p>Range: 1 … 2^53 − 1, so that storages that compare numbers as doubles (Lua, JSON) order them
 * right.
 *
 * <p>A value: immutable and safe for use by any thread.
 */
public record FencingToken(long value) implements Comparable<FencingToken> {
  /** The largest token, 2^53 − 1. */
  public static final long MAX_VALUE = (1L << 53) - 1;

  public FencingToken {
    if (value < 1 || value > MAX_VALUE) {
      throw new IllegalArgumentException(
          "token " + value + " is out of range: allowed 1 to " + MAX_VALUE);
    }
  }

  @Override
  public int compareTo(FencingToken other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
