package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Contestant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One side's processes beside its candidates, one a name at a time.
 *
 * <p>Threads: for use by one.
 */
final class Workers {
  /** One that leads much has much to give back. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Starter starter;
  private final TreeMap<String, Contestant> byName = new TreeMap<>();
  private final TreeMap<String, Integer> incarnations = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  /** Starts a process. */
  interface Starter {
    /** Starts one; {@code lines} is handed what it says. */
    Child start(Role role, String name, Consumer<String> lines);
  }

  Workers(Starter starter) {
    this.starter = starter;
  }

  /** The process of that name, started if none lives. */
  Contestant get(Role role, String name) {
    Contestant before = byName.get(name);
    if (before != null && before.child().isAlive() && !before.child().isEndExpected()) {
      return before;
    }
    Contestant worker = new Contestant(name + "." + incarnations.merge(name, 1, Integer::sum));
    worker.started(starter.start(role, name, worker::said));
    byName.put(name, worker);
    return worker;
  }

  /** What was found wrong before the end, a line each: {@link #end} tells it, too. */
  void report(List<String> wrong) {
    violations.addAll(wrong);
  }

  /**
   * Ends all in good order. What was wrong, a line each: what was reported, what a process said
   * itself, and which of them did not end.
   */
  List<String> end() throws InterruptedException {
    List<Contestant> living =
        byName.values().stream().filter(worker -> worker.child().isAlive()).toList();
    living.forEach(worker -> worker.child().expectEnd());
    living.forEach(worker -> worker.child().say("end"));
    for (Contestant worker : living) {
      if (!worker.child().awaitEnd(PATIENCE)) {
        violations.add(worker.process() + " did not end");
      }
    }
    byName.values().forEach(this::addSaid);
    return List.copyOf(violations);
  }

  /** A session that ended because its process was late to renew it is no violation. */
  private void addSaid(Contestant worker) {
    worker.lines().stream()
        .filter(Contestant.word("violated"))
        .forEach(line -> violations.add(worker.process() + ": " + line.text()));
  }
}
