package dev.incumbent.cli.gameday;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one way to end a play early: the first reason stands, and the playing thread is interrupted.
 *
 * <p>Threads: safe.
 */
final class Abort {
  private final Thread player;
  private @Nullable Reason reason;
  private boolean over;

  /** Why, and what the game day exits with. */
  record Reason(String words, int exitCode) {}

  Abort(Thread player) {
    this.player = player;
  }

  synchronized void abort(String words, int exitCode) {
    if (reason == null && !over) {
      reason = new Reason(words, exitCode);
      player.interrupt();
    }
  }

  /** The play is over: nothing is interrupted from now on. */
  synchronized void over() {
    over = true;
  }

  synchronized Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }
}
