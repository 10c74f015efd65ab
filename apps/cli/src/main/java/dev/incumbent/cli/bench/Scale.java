package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.Revocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many elections held on one cluster: the memory of the server that needs most for them, and how
 * fast one more is acquired and released meanwhile.
 *
 * @param elections held by one process
 */
record Scale(int elections) implements Workload {
  /** What the limit is for. */
  private static final int A_LIMIT = 100_000;

  private static final Duration LIMIT = Duration.ofSeconds(150);
  private static final String HELD = "held";
  private static final String UNIT = "elections";
  private static final Rate CYCLE = new Rate("cycle", 1);
  private static final int CYCLES = 3;
  private static final long LOOK_MILLIS = 20;

  @Override
  public Side ours() {
    return new OurSide(Revocation.ON_SUSPICION, serverVm());
  }

  @Override
  public List<String> serverVm() {
    return List.of("-Xmx1g");
  }

  @Override
  public SortedMap<String, Aim> beside() {
    return new TreeMap<>(Map.of(HELD, new Aim(UNIT, elections, Aim.Better.HIGHER)));
  }

  @Override
  public void run(Field field, int times, Figure measured) throws InterruptedException {
    if (times == 0) {
      return;
    }
    show(field, "none held", measured.beside("none held", "MB"), measured);
    Optional<Double> took = hold(field);
    took.ifPresent(seconds -> measured.beside("until all are held", "s").add(seconds));
    for (int i = 0; i < times; i++) {
      measured.beside(HELD, UNIT).add(took.isPresent() ? elections : 0);
      if (took.isPresent()) {
        show(field, "all held", measured, measured);
      } else {
        measured.addNever();
      }
    }
  }

  /** Has one process acquire them; the seconds that it took, empty if not within the limit. */
  private Optional<Double> hold(Field field) throws InterruptedException {
    Contestant holder = field.workers().get(Role.HOLDER, "holder");
    long begun = System.nanoTime();
    long limit = LIMIT.toNanos() * Math.max(1, elections / A_LIMIT);
    holder.child().say("campaign " + elections + " held-");
    Optional<Contestant.Line> all = Optional.empty();
    while (all.isEmpty() && System.nanoTime() - begun < limit && holder.child().isAlive()) {
      Thread.sleep(LOOK_MILLIS);
      all = holder.find(Contestant.word("all"));
    }
    return all.map(line -> (line.nanos() - begun) / 1e9);
  }

  private static void show(Field field, String when, Figure memory, Figure measured)
      throws InterruptedException {
    Thread.sleep(SETTLE_MILLIS);
    CYCLE.run(field, CYCLES, measured.beside("cycles, " + when, "a second"));
    double most = 0;
    for (int server = 0; server < OurSide.SERVERS; server++) {
      most = Math.max(most, Footprint.residentMebibytes(field.server(server).pid()));
    }
    memory.add(most);
  }
}
