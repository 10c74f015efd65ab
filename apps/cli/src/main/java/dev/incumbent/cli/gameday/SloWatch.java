package dev.incumbent.cli.gameday;

import dev.incumbent.cli.ExitCode;
import java.time.Duration;

/** Aborts the game day as soon as an SLO is broken. Threads: runs on one of its own. */
final class SloWatch implements Runnable {
  private static final long LOOK_MILLIS = 20;

  private final Slos slos;
  private final Stage stage;
  private final Abort abort;

  SloWatch(Slos slos, Stage stage, Abort abort) {
    this.slos = slos;
    this.stage = stage;
    this.abort = abort;
  }

  @Override
  public void run() {
    try {
      while (abort.reason().isEmpty()) {
        look();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Timeline timeline = stage.timeline();
    Duration promotion = Report.longest(Report.promotions(timeline.marks(), System.nanoTime()));
    slos
        .outcomes(
            Duration.ofNanos(timeline.leaderlessNanos()), promotion, stage.unavailable().worst())
        .stream()
        .filter(Slos.Outcome::broken)
        .findFirst()
        .ifPresent(
            slo ->
                abort.abort(
                    "SLO " + slo.name() + " of " + slo.allowed().toMillis() + " ms is broken",
                    ExitCode.NO));
  }
}
