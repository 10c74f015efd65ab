package dev.incumbent.cli.bench;

/** The servers of a peer. */
interface Servers {
  /** Starts them, and returns when each serves. */
  void start() throws InterruptedException;

  /** Where clients reach them, as the candidate's program takes it. */
  String endpoints();
}
