package dev.incumbent.cli.supervisor;

import static dev.incumbent.cli.supervisor.Rig.shell;

import dev.incumbent.cli.supervisor.CommandEnd.Stopping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Supervisors of commands that say when they live, and the end of both after each test. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class Supervised {
  static final long FAR = 60_000;
  static final Stopping BY_ITSELF = new Stopping(Optional.empty(), false, true);

  @TempDir Path folder;
  Rig rig;
  Stamps stamps;

  @BeforeEach
  void setUp() {
    rig = new Rig(folder);
    stamps = new Stamps(folder.resolve("stamps"));
  }

  @AfterEach
  void endAll() throws Exception {
    rig.end();
  }

  String[] job(String... options) throws Exception {
    return rig.job(stamps.file(), options);
  }

  static String[] shellWith(String script, String... arguments) {
    List<String> line = new ArrayList<>(List.of(shell(script)));
    line.add("sh");
    line.addAll(List.of(arguments));
    return line.toArray(String[]::new);
  }
}
