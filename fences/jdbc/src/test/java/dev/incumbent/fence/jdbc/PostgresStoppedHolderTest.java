package dev.incumbent.fence.jdbc;

final class PostgresStoppedHolderTest extends StoppedHolderContract {
  @Override
  Database database() {
    return PostgresDatabase.require();
  }

  /** All that the client learns is that its session was ended. */
  @Override
  String answerToItsCommit() {
    return "OutcomeUnknownException";
  }
}
