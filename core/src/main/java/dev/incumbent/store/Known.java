package dev.incumbent.store;

import dev.incumbent.coordinator.RecordState;

/**
 * A record as it is known.
 *
 * @param version 0 if there is none
 * @param stamp the number of the event at which the call began that told it
 */
record Known(long version, RecordState state, long stamp) {
  Known at(long newStamp) {
    return new Known(version, state, Math.max(stamp, newStamp));
  }
}
