package dev.incumbent.fence.jdbc;

/** What a change may do to the committed fence row that it has read. */
enum RowRule {
  /** The row's token is smaller: change it. */
  CHANGE,
  /** The row is as the change would make it already: nothing to do. */
  DONE
}
