package dev.incumbent.kit.coordinator;

import dev.incumbent.election.LeaderTask;

/**
 * What a task is told of jeopardy: one word at a time, each on a thread beside the work.
 *
 * <p>Threads: safe for use by any thread.
 */
final class MemoryJeopardy {
  private final LeaderTask task;
  private final MemoryLeadership leadership;
  private final Lie lie;
  private boolean now;
  private boolean told;
  private boolean telling;
  private boolean ended;

  MemoryJeopardy(LeaderTask task, MemoryLeadership leadership, Lie lie) {
    this.task = task;
    this.leadership = leadership;
    this.lie = lie;
  }

  synchronized void set(boolean inJeopardy) {
    now = inJeopardy;
    tellNext();
  }

  private synchronized void tellNext() {
    if (telling || ended || now == told || leadership.wasStopped()) {
      return;
    }
    telling = true;
    told = now;
    boolean word = now;
    Daemons.POOL.execute(() -> tell(word));
  }

  private void tell(boolean word) {
    try {
      if (word) {
        task.onJeopardy(leadership);
      } else if (lie != Lie.TELLS_NO_SAFETY) {
        task.onSafe(leadership);
      }
    } finally {
      told();
    }
  }

  private synchronized void told() {
    telling = false;
    notifyAll();
    tellNext();
  }

  /** Begins no more words, and waits for the one that was begun. */
  synchronized void end() throws InterruptedException {
    ended = true;
    while (telling && lie != Lie.OVERLOOKS_WORDS_OF_JEOPARDY) {
      wait();
    }
  }
}
