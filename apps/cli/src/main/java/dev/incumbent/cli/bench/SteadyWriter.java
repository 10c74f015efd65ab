package dev.incumbent.cli.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * A client that writes one thing after the other until it is told to rest, also while nothing is
 * acknowledged.
 *
 * <p>Threads: writes on one of its own; its methods are safe for any.
 */
final class SteadyWriter {
  /** How many acknowledged writes are remembered. */
  static final int REMEMBERED = 10_000;

  private static final long PAUSE_MILLIS = 1;

  /** A write that was acknowledged. */
  private record Acknowledged(long beganNanos, long returnedNanos) {}

  private final Clients.Work work;
  private final Consumer<String> told;
  private final Deque<Acknowledged> newest = new ArrayDeque<>();
  private Optional<Long> wanted = Optional.empty();
  private volatile boolean rests;

  private SteadyWriter(Clients.Work work, Consumer<String> told) {
    this.work = work;
    this.told = told;
  }

  /**
   * Writes from now on.
   *
   * @param work one write; it throws {@link CompletionException} if that was not acknowledged
   * @param told is handed the lines that it says
   */
  static SteadyWriter begin(Clients.Work work, Consumer<String> told) {
    SteadyWriter writer = new SteadyWriter(work, told);
    Thread thread = new Thread(writer::write, "bench-steady");
    thread.setDaemon(true);
    thread.start();
    return writer;
  }

  private void write() {
    try {
      while (!rests) {
        long began = System.nanoTime();
        if (isAcknowledged()) {
          acknowledged(new Acknowledged(began, System.nanoTime()));
        } else {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAcknowledged() {
    try {
      work.once();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private synchronized void acknowledged(Acknowledged write) {
    if (newest.size() == REMEMBERED) {
      newest.removeFirst();
    }
    newest.addLast(write);
    tellIfWanted(write);
  }

  private void tellIfWanted(Acknowledged write) {
    if (wanted.map(after -> write.beganNanos() - after >= 0).orElse(false)) {
      wanted = Optional.empty();
      told.accept("first " + write.beganNanos() + " " + write.returnedNanos());
    }
  }

  /**
   * Says {@code first BEGAN RETURNED} of the first acknowledged write that began after that, once
   * there is one.
   */
  synchronized void tellFirstAfter(long nanos) {
    wanted = Optional.of(nanos);
    newest.forEach(this::tellIfWanted);
  }

  /** Begins no other write. */
  void rest() {
    rests = true;
  }
}
