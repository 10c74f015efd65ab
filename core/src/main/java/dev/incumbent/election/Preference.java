package dev.incumbent.election;

import java.time.Duration;

/**
 * That a candidate takes the leadership back from one of lower priority: immutable, validated when
 * made.
 *
 * <p>It asks for a planned hand-over (S-5: the holder's work stops and returns first) once it has
 * stood, healthy and without a break, for {@code after}, and has seen the same leadership hold for
 * {@code interval}. Both are counted on its own clock, from when its session knows that it waits: a
 * candidate that restarts counts anew. So between the grant of a leadership and its end for a
 * preferred candidate lies at least {@code interval}, however often the preferred one comes and
 * goes.
 *
 * <p>NOT guaranteed: that it leads in the end; the holder's work may not return, or an operator may
 * wish for another.
 *
 * @param after 0 to 30 days
 * @param interval 1 s to 30 days
 */
public record Preference(Duration after, Duration interval) {
  private static final Duration MAX = Duration.ofDays(30);

  public Preference {
    Ranges.require("preferred after", after, Duration.ZERO, MAX);
    Ranges.require("preferred once in", interval, Duration.ofSeconds(1), MAX);
  }
}
