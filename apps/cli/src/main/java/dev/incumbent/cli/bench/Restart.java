package dev.incumbent.cli.bench;

import dev.incumbent.cli.output.Figure;

/** Servers that end in good order and are started again, in turn, on what clients have written. */
final class Restart implements Workload {
  /** Until the others have got used to it. */
  private static final long PAUSE_MILLIS = 1_000;

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    new Rate("write", 64).run(field, 1, Figure.in("uncounted"));
    for (int i = 0; i < times; i++) {
      Thread.sleep(PAUSE_MILLIS);
      measured.addNanos(field.restartNanos(i % OurSide.SERVERS));
    }
  }
}
