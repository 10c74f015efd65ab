package dev.incumbent.cli.gameday;

import dev.incumbent.election.ElectionView;
import dev.incumbent.election.FencedStore;
import java.time.Duration;

/** Writes of the game day's own under a leadership, to see when the coordinator answers. */
final class Writing {
  private static final long PAUSE_MILLIS = 20;

  private final Stage stage;
  private final FencedStore.Writer writer;
  private final ElectionView.Holder holder;
  private int writes;

  Writing(Stage stage, ElectionView.Holder holder) {
    this.stage = stage;
    this.holder = holder;
    this.writer = stage.writer(holder);
  }

  /** Writes once; whether it was acknowledged. It is shown if {@code when} says something. */
  boolean once(String when) {
    Offers.Offered offered = stage.offers().put(writer, "write " + ++writes);
    if (offered.accepted()) {
      stage.unavailable().acknowledged();
    }
    if (!when.isEmpty()) {
      Mark.Kind kind = offered.accepted() ? Mark.Kind.ACCEPTED : Mark.Kind.NOTE;
      stage.mark(kind, holder, "write " + when + ": " + offered.words());
    }
    return offered.accepted();
  }

  /** Writes until one is acknowledged; whether one was in time. */
  boolean untilAcknowledged(Duration atMost) throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < atMost.toNanos()) {
      if (once("")) {
        stage.mark(Mark.Kind.ACCEPTED, holder, "first write after the fault");
        return true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }
}
