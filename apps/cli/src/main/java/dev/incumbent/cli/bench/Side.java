package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Children;
import java.nio.file.Path;
import java.util.SortedMap;

/** One of those that are compared: a coordinator with the client that its users would use. */
interface Side {
  String name();

  /** What it runs with: everything that a reader must know to judge its figures. */
  SortedMap<String, String> settings();

  /**
   * Starts its servers and candidates and returns when one leads.
   *
   * @param folder an empty one, for its data and logs
   */
  Field open(Path folder) throws InterruptedException;

  /**
   * Its servers, without candidates; none is started yet.
   *
   * @param folder as for {@link #open}
   */
  Servers servers(Children children, Path folder);
}
