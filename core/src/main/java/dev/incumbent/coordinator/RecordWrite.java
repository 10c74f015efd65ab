package dev.incumbent.coordinator;

import java.util.List;

/**
 * What an entry makes of a record, once it is written.
 *
 * @param mark the name of the write
 * @param results one for each command that was asked
 */
public record RecordWrite(RecordState after, RecordState.Mark mark, List<OperationResult> results) {
  public RecordWrite {
    results = List.copyOf(results);
  }
}
