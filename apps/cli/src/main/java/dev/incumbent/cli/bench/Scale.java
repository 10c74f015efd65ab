package dev.incumbent.cli.bench;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ever more elections held on one cluster: what its servers need for them, and what one more takes.
 * Reported, not raced.
 *
 * @param steps so many held, in ascending order
 */
record Scale(List<Integer> steps) {
  static final String WORD = "scale";

  /** What is measured unless more, or less, is asked for. */
  static final int USUAL = 100_000;

  static final int MOST = 1_000_000;

  private static final int LEAST = 1_000;
  private static final List<Integer> ALL = List.of(0, LEAST, 10_000, USUAL, MOST);

  /** Of servers that are JVMs. */
  static final List<String> SERVER_VM = List.of("-Xmx1g");

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final int CYCLES = 3;
  private static final Rate CYCLE = new Rate("cycle", 1);
  private static final long SETTLE_MILLIS = 3_000;
  private static final long LOOK_MILLIS = 20;

  /**
   * All steps up to that number.
   *
   * @throws CommandFailedException if it is out of range, as bad input
   */
  static Scale upTo(int elections) {
    if (elections < LEAST || elections > MOST) {
      throw CommandFailedException.badInput(
          "--elections '" + elections + "' is refused: allowed " + LEAST + " to " + MOST);
    }
    return new Scale(ALL.stream().filter(step -> step <= elections).toList());
  }

  /** Does it on a side that has settled. */
  List<ScaleResult.Row> run(Field field) throws InterruptedException {
    Contestant holder = field.worker(Role.HOLDER, "holder");
    List<ScaleResult.Row> rows = new ArrayList<>();
    int held = 0;
    boolean goesOn = true;
    for (int i = 0; i < steps.size() && goesOn; i++) {
      int step = steps.get(i);
      Figure took = step == held ? Figure.in("s") : grow(holder, step - held, step);
      goesOn = took.never() == 0;
      held = step;
      rows.add(goesOn ? measured(field, step, took) : missed(step, took));
    }
    field.report(violations(holder));
    return rows;
  }

  private static Figure grow(Contestant holder, int more, int step) throws InterruptedException {
    String prefix = "held-" + step + "-";
    long begun = System.nanoTime();
    holder.child().say("campaign " + more + " " + prefix);
    Optional<Contestant.Line> all = Optional.empty();
    long limit = LIMIT.toNanos() * Math.max(1, step / USUAL);
    while (all.isEmpty() && System.nanoTime() - begun < limit && holder.child().isAlive()) {
      Thread.sleep(LOOK_MILLIS);
      all = holder.find(line -> line.word().equals("all") && line.rest().get(2).equals(prefix));
    }
    Figure took = Figure.in("s");
    if (all.isPresent()) {
      took.add((all.get().nanos() - begun) / 1e9);
    } else {
      took.addNever();
    }
    return took;
  }

  private static ScaleResult.Row measured(Field field, int step, Figure took)
      throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    Figure rates = Figure.in("a second");
    CYCLE.run(field, CYCLES, rates);
    Figure memory = Figure.in("MB");
    for (Child server : field.servers()) {
      memory.add(residentMegabytes(server));
    }
    return new ScaleResult.Row(step, took, memory, rates.inverse("ms", 1_000));
  }

  private static ScaleResult.Row missed(int step, Figure took) {
    return new ScaleResult.Row(step, took, Figure.in("MB"), Figure.in("ms"));
  }

  /** What of a process is in memory now, as Linux tells it. */
  private static double residentMegabytes(Child server) {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0;
        }
      }
      throw new IllegalStateException(status + " does not tell what is resident");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + status, e);
    }
  }

  private static List<String> violations(Contestant holder) {
    return holder.lines().stream()
        .filter(Contestant.word("violated"))
        .map(line -> holder.process() + ": " + line.text())
        .toList();
  }
}
