package dev.incumbent.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Ordered one-way pipes between machines, and which directions are cut. What is sent into a cut
 * waits and arrives, in order, when the cut heals: that is what TCP does until somebody gives the
 * connection up.
 */
final class Network {
  private final Agenda agenda;
  private final Draw draw;
  private final boolean[][] cut;
  private final List<Pipe> pipes = new ArrayList<>();
  private long slowestNanos = 3 * Agenda.MILLI;
  private int holes;

  Network(Agenda agenda, Draw draw, int machines) {
    this.agenda = agenda;
    this.draw = draw;
    cut = new boolean[machines][machines];
  }

  /** Everything between two machines, from one to the other. */
  final class Pipe {
    private final Machine from;
    private final Machine to;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private long lastNanos;
    private boolean broken;

    private Pipe(Machine from, Machine to) {
      this.from = from;
      this.to = to;
    }

    /** Runs there what is sent, unless the pipe breaks before. */
    void send(Runnable onArrival) {
      if (broken) {
        return;
      }
      if (cut[from.number()][to.number()] || !held.isEmpty()) {
        held.add(onArrival);
        return;
      }
      lastNanos = Math.max(lastNanos, agenda.now() + delayNanos());
      to.at(lastNanos, () -> arrive(onArrival));
    }

    private void arrive(Runnable onArrival) {
      if (!broken) {
        onArrival.run();
      }
    }

    /** Nothing arrives through it any more. */
    void breakOff() {
      if (!broken) {
        broken = true;
        held.clear();
        pipes.remove(this);
      }
    }

    private void flush() {
      while (!held.isEmpty() && !cut[from.number()][to.number()]) {
        Runnable next = held.remove();
        lastNanos = Math.max(lastNanos, agenda.now() + delayNanos());
        to.at(lastNanos, () -> arrive(next));
      }
    }
  }

  Pipe pipe(Machine from, Machine to) {
    Pipe pipe = new Pipe(from, to);
    pipes.add(pipe);
    return pipe;
  }

  /** How long a message takes: mostly little, sometimes much. */
  long delayNanos() {
    long nanos = draw.between(Agenda.MILLI / 10, slowestNanos);
    return draw.nextLong(64) == 0 ? nanos * 20 : nanos;
  }

  void slowest(long nanos) {
    slowestNanos = nanos;
  }

  boolean isCut(Machine from, Machine to) {
    return cut[from.number()][to.number()];
  }

  /** Whether they reach each other. */
  boolean connects(Machine a, Machine b) {
    return !isCut(a, b) && !isCut(b, a);
  }

  void cut(Machine from, Machine to) {
    if (!isCut(from, to)) {
      cut[from.number()][to.number()] = true;
      holes++;
    }
  }

  void heal(Machine from, Machine to) {
    if (isCut(from, to)) {
      cut[from.number()][to.number()] = false;
      holes--;
      new ArrayList<>(pipes).stream().filter(pipe -> !pipe.held.isEmpty()).forEach(Pipe::flush);
    }
  }

  boolean isWhole() {
    return holes == 0;
  }
}
