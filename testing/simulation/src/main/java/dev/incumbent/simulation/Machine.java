package dev.incumbent.simulation;

import java.util.ArrayDeque;

/**
 * Where a process or a node runs: it can be stopped (everything that arrives waits, in order) and
 * can crash (whatever was under way for it is gone).
 */
final class Machine {
  private final int number;
  private final String name;
  private final Agenda agenda;
  private final SimClock clock;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean up;
  private boolean paused;
  private long life;
  private long runsSince;

  Machine(int number, String name, Agenda agenda, SimClock clock) {
    this.number = number;
    this.name = name;
    this.agenda = agenda;
    this.clock = clock;
  }

  int number() {
    return number;
  }

  SimClock clock() {
    return clock;
  }

  boolean isUp() {
    return up;
  }

  /** Whether it runs now. */
  boolean runs() {
    return up && !paused;
  }

  /** Since when it has run without a break. */
  long runsSince() {
    return runsSince;
  }

  void start() {
    up = true;
    runsSince = agenda.now();
    paused = false;
    life++;
  }

  void crash() {
    up = false;
    paused = false;
    life++;
    waiting.clear();
  }

  void pause() {
    paused = up;
  }

  /** Goes on: first with what has arrived meanwhile. */
  void resume() {
    if (!paused) {
      return;
    }
    paused = false;
    runsSince = agenda.now();
    while (!waiting.isEmpty()) {
      after(0, waiting.remove());
    }
  }

  /** Hands over a task: it runs now, or when the machine goes on. */
  void run(Runnable task) {
    if (paused) {
      waiting.add(task);
    } else if (up) {
      task.run();
    }
  }

  /** Runs a task of this life after that (real) time. */
  void after(long nanos, Runnable task) {
    at(agenda.now() + nanos, task);
  }

  void at(long realNanos, Runnable task) {
    long planned = life;
    agenda.at(
        realNanos,
        () -> {
          if (life == planned) {
            run(task);
          }
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
