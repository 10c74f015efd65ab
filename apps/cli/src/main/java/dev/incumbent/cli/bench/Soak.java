package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.output.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Half load for long, on the same processes: what the servers take of the machine must stay flat.
 *
 * <p>In each run 64 clients write, and acquire and release elections of their own, two seconds
 * each, and rest as long after each. What three servers take together is looked at after it.
 */
final class Soak implements Workload {
  private static final int CLIENTS = 64;

  private final Path folder;
  private final Growth growth = new Growth();

  Soak() {
    this(Path.of(""));
  }

  private Soak(Path folder) {
    this.folder = folder;
  }

  /** One: what grows is seen on processes that stay. */
  @Override
  public int rounds() {
    return 1;
  }

  @Override
  public SortedMap<String, Aim> beside() {
    TreeMap<String, Aim> all = new TreeMap<>();
    for (Footprint.Of what : Footprint.Of.values()) {
      if (what != Footprint.Of.MEMORY) {
        all.put(what.word(), Aim.none(what.unit(), Aim.Better.LOWER));
      }
    }
    return all;
  }

  @Override
  public List<String> take(Turn turn) throws InterruptedException {
    Soak soak = new Soak(turn.folder());
    List<String> wrong = new ArrayList<>(soak.runOn(turn));
    wrong.addAll(soak.growth.judge());
    return wrong;
  }

  private List<String> runOn(Turn turn) throws InterruptedException {
    return Workload.super.take(turn);
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    Electorate.Leader leader = field.electorate().awaitLeader(0);
    List<Child> servers = IntStream.range(0, OurSide.SERVERS).mapToObj(field::server).toList();
    for (int i = 0; i < times; i++) {
      for (String order : List.of("write", "cycle")) {
        var unused = Rate.tell(leader.candidate(), order, CLIENTS);
        Thread.sleep(Rate.RUN_MILLIS);
      }
      look(Footprint.of(servers, folder), measured);
    }
  }

  private void look(Footprint footprint, Figure measured) {
    growth.add(footprint);
    measured.add(footprint.amount(Footprint.Of.MEMORY));
    for (Footprint.Of what : Footprint.Of.values()) {
      if (what != Footprint.Of.MEMORY) {
        measured.beside(what.word(), what.unit()).add(footprint.amount(what));
      }
    }
  }
}
