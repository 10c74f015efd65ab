package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Figure;
import java.sql.SQLException;
import java.util.SortedMap;

/** One act of the demo. */
interface Phase {
  /** Its name, as in the verdict. */
  String name();

  /** What happens, in one sentence. */
  String summary();

  /**
   * Plays it.
   *
   * @return what was measured, by name
   * @throws PhaseFailedException if it did not come to what is promised
   */
  SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException, SQLException;
}
