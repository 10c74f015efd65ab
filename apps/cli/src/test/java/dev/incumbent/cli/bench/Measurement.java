package dev.incumbent.cli.bench;

import dev.incumbent.election.Coordinator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes and three fenced candidates that do nothing, each a process, at default settings. */
abstract class Measurement {
  static final long SETTLE_MILLIS = 5_000;

  @TempDir Path folder;

  private OurField field;

  @BeforeEach
  final void start() throws InterruptedException {
    field = OurField.open(folder, vmOptions());
    Thread.sleep(SETTLE_MILLIS);
  }

  @AfterEach
  final void stop() {
    field.close();
  }

  /** How the candidates' virtual machines are started. */
  abstract List<String> vmOptions();

  final Coordinator coordinator() {
    return field.coordinator();
  }

  final Electorate electorate() {
    return field.electorate();
  }
}
