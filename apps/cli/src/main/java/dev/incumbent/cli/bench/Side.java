package dev.incumbent.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** One of those that are compared: a coordinator with the client that its users would use. */
interface Side {
  String name();

  /** What it runs with: everything that a reader must know to judge its figures. */
  SortedMap<String, String> settings();

  /** The same with other options of its servers' JVMs, if they are any. */
  default Side withServerVm(List<String> options) {
    return this;
  }

  /**
   * Starts its servers and candidates and returns when one leads.
   *
   * @param folder an empty one, for its data and logs
   */
  Field open(Path folder) throws InterruptedException;
}
