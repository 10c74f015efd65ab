package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import java.util.List;

/** The servers of a peer. */
interface Servers {
  /** Starts them, and returns when each serves. */
  void start() throws InterruptedException;

  /** Their processes, in order, once they were started. */
  List<Child> processes();

  /** Where clients reach them, as the candidate's program takes it. */
  String endpoints();
}
