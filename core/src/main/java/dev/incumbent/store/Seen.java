package dev.incumbent.store;

import dev.incumbent.coordinator.RecordState;
import java.util.Optional;
import java.util.OptionalLong;

/** What this process has seen of a record that may go back: what must hold whatever it says now. */
final class Seen {
  private long floor;
  private long guardNanos;

  Seen(long nowNanos) {
    guardNanos = nowNanos;
  }

  /** The largest token: every new one is larger (S-1). */
  long floor() {
    return floor;
  }

  /** Until when nothing is granted (S-2). */
  long guardNanos() {
    return guardNanos;
  }

  void accepted(RecordState state) {
    floor = Math.max(floor, state.lastToken());
  }

  /** Whether what was read cannot follow what was known. */
  boolean wentBack(RecordState read, RecordState best) {
    return read.index() < best.index()
        || read.lastToken() < floor
        || best.lastMark().flatMap(read::has).equals(Optional.of(false));
  }

  /** A lease that was seen to run goes on to its end, whatever the record says now. */
  void guard(OptionalLong end) {
    if (end.isPresent() && end.getAsLong() - guardNanos > 0) {
      guardNanos = end.getAsLong();
    }
  }
}
