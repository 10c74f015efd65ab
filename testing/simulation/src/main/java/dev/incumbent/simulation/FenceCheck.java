package dev.incumbent.simulation;

import java.util.BitSet;
import java.util.TreeMap;

/**
 * I1 (a fenced storage takes only writes of the leadership that claimed it last, in its own commit
 * order) and its half of I4 (what was acknowledged is there, what was refused is not).
 */
final class FenceCheck {
  private record Claimed(long token, String grant) {}

  private final TreeMap<String, Claimed> claims = new TreeMap<>();
  private final BitSet effective = new BitSet();
  private int values;

  /** A value that no other write has. */
  long next() {
    return ++values;
  }

  void claimed(String fence, long token, String grant) {
    Claimed last = claims.get(fence);
    boolean repeats = new Claimed(token, grant).equals(last);
    if (last != null && token <= last.token && !repeats) {
      throw new ViolationException(
          "I1", fence + " was claimed with " + token + " after " + last + " by " + grant);
    }
    claims.put(fence, new Claimed(token, grant));
  }

  void wrote(String fence, long token, String grant, long value) {
    Claimed last = claims.get(fence);
    if (last == null || last.token != token || !last.grant.equals(grant)) {
      throw new ViolationException(
          "I1", fence + " took a write of token " + token + ", grant " + grant + ", after " + last);
    }
    if (effective.get((int) value)) {
      throw new ViolationException("I4", "value " + value + " took effect twice");
    }
    effective.set((int) value);
  }

  void answered(long value, boolean took) {
    if (took != effective.get((int) value)) {
      throw new ViolationException(
          "I4",
          "value "
              + value
              + (took ? " was acknowledged and is lost" : " was refused and is there"));
    }
  }
}
