package dev.incumbent.cli.bench;

/** The servers of a side. */
interface Servers {
  /** Starts them, and returns when each serves. */
  void start() throws InterruptedException;

  /**
   * Ends one in good order and starts it again on the data that it had.
   *
   * @return how long it took from the start of its process until it served
   */
  long restartNanos(int server) throws InterruptedException;

  /** Where clients reach them, as the candidate's program takes it. */
  String endpoints();
}
