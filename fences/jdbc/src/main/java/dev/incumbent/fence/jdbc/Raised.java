package dev.incumbent.fence.jdbc;

/** Whether a statement that was to raise the fence row has. */
enum Raised {
  /** Its answer, or the database's refusal, says no. */
  NO,

  /** It is committed. */
  YES,

  /** Nobody said: the row is to be read again. */
  UNKNOWN
}
