package dev.incumbent.store;

import java.util.Optional;
import java.util.OptionalLong;

/** How long something has been seen not to change, by one's own clock. */
final class Since<K> {
  private Optional<K> key = Optional.empty();
  private long sinceNanos;

  /** Sees it as it is now; what changed, or came, is counted from here. */
  void see(Optional<K> now, long nanos) {
    if (!now.equals(key)) {
      key = now;
      sinceNanos = nanos;
    }
  }

  /** When it was first seen as it is; empty if there is nothing to be seen. */
  OptionalLong since() {
    return key.isPresent() ? OptionalLong.of(sinceNanos) : OptionalLong.empty();
  }
}
