package dev.incumbent.coordinator;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;

/**
 * What numbers a grant gets: the next token of the cluster's one counter (S-1), and a grant id that
 * is mixed from the log entry's random number, so that a history continued from an old copy makes
 * other ones.
 */
record GrantNumbers(FencingToken token, GrantId grant) {
  /** The numbers of the grant after the one with {@code lastToken}, made by that log entry. */
  static GrantNumbers next(long lastToken, LogEntry entry) {
    long token = lastToken + 1;
    return new GrantNumbers(
        new FencingToken(token),
        new GrantId(
            mixed(entry.randomHigh() + token), mixed(entry.randomLow() ^ Long.reverse(token))));
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
