package dev.incumbent.fence.jdbc;

import dev.incumbent.election.Leadership;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Who writes: what a fenced transaction carries to the database, captured at the grant (S-6).
 *
 * @param remaining the time left to the leadership's deadline, computed anew at each call; zero
 *     when it has passed
 */
public record FencedWriter(
    TokenSpace space, FencingToken token, GrantId grant, Supplier<Duration> remaining) {
  /** The writer that a leadership is. */
  public static FencedWriter of(Leadership leadership) {
    return new FencedWriter(
        leadership.space(), leadership.token(), leadership.grant(), leadership::remaining);
  }
}
