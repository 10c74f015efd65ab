package dev.incumbent.store;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.RecordWrite;
import java.util.Optional;

/**
 * A write that was sent, or is about to be.
 *
 * @param baseVersion the version that it replaces; 0 for a new record
 * @param stamp the number of the event at which it was sent
 */
record Attempt(
    long baseVersion, StoredRecord next, RecordWrite write, Optional<Asked> asked, long stamp) {

  /**
   * What the client's session asks of an election.
   *
   * @param stamp the number of the event at which it arrived
   */
  record Asked(Command command, long sequence, Optional<Operation> operation, long stamp) {
    /** Whether the client must be granted by this very operation, or not enter at all. */
    boolean isOnlyIfVacant() {
      return operation
          .filter(it -> it instanceof Operation.Campaign campaign && campaign.onlyIfVacant())
          .isPresent();
    }
  }

  /** What is told to nobody: a session's close. */
  boolean isClose() {
    return asked.filter(it -> it.operation().isEmpty()).isPresent();
  }
}
