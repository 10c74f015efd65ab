package dev.incumbent.coordinator;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;

/**
 * Broken on purpose: the counter starts again at 1 with the process, for every entry that was
 * submitted since. What the log held before is numbered as it was, so that only grants after a
 * restart of all nodes go wrong. The checker must say S-1.
 */
record GrantNumbers(FencingToken token, GrantId grant) {
  private static final long STARTED_AT_MILLIS = System.currentTimeMillis();
  private static long sinceStart;

  static GrantNumbers next(long lastToken, LogEntry entry) {
    long token = entry.submittedAtMillis() < STARTED_AT_MILLIS ? lastToken + 1 : ++sinceStart;
    return new GrantNumbers(
        new FencingToken(token),
        new GrantId(entry.randomHigh() + token, entry.randomLow() - token));
  }
}
