package dev.incumbent.fence.jdbc;

final class H2StoppedHolderTest extends StoppedHolderContract {
  @Override
  Database database() {
    return H2Database.INSTANCE;
  }

  /** Before the commit H2 is asked whether the lock is still held: nothing was committed. */
  @Override
  String answerToItsCommit() {
    return "StaleTokenException token 5 is stale";
  }
}
