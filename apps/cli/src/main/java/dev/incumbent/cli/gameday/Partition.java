package dev.incumbent.cli.gameday;

import java.util.List;

/** {@code partition}: not to be had on one network stack. */
final class Partition implements Play {
  /** Why it is refused. */
  static final String NEEDS =
      "partition needs root, and the leader on a network stack of its own (real hosts, or a local"
          + " cluster in network namespaces): this version cannot cut one off, and does nothing";

  @Override
  public List<Check> checks(Survey survey) {
    return List.of(new Check("network", false, NEEDS));
  }

  @Override
  public List<String> plan(Survey survey) {
    return List.of();
  }

  @Override
  public void play(Stage stage) {
    throw new IllegalStateException(NEEDS);
  }
}
