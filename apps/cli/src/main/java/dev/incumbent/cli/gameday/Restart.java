package dev.incumbent.cli.gameday;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** The user's command that starts again what a game day ended. */
final class Restart {
  private Restart() {}

  /** Starts it and leaves it alone: it may be the very process that was ended, and go on. */
  static void start(String command, String node) {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/bin/sh", "-c", command))
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().put("INCUMBENT_GAMEDAY_NODE", node);
    try {
      Process unused = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start /bin/sh, which starts again what was ended", e);
    }
  }
}
