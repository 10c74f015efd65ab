package dev.incumbent.faults;

import dev.incumbent.faults.kind.Fault;
import dev.incumbent.faults.kind.Kinds;
import dev.incumbent.faults.lab.Lab;
import dev.incumbent.faults.lab.LabUnavailableException;
import dev.incumbent.faults.lab.Postgres;
import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run: a lab, a cluster and candidates on it, faults drawn from a seed one after the other,
 * each healed and required to be got over; then the end in good order, final reads, and the
 * judgement.
 *
 * <p>Threads: for use by one.
 */
public final class FaultsRun {
  private static final Duration LEAST_HOLD = Duration.ofSeconds(4);
  private static final int MORE_HOLD_MILLIS = 2_500;
  private static final Duration LEAST_EACH = Duration.ofSeconds(10);

  /** What L-2 allows the coordinator itself, and a small machine under load to start processes. */
  private static final Duration COORDINATOR = Duration.ofSeconds(2);

  private static final Duration MACHINE = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final FaultsConfig config;
  private final SortedMap<String, String> skipped;
  private final Random random;
  private final Consumer<String> narrator;
  private final List<FaultsReport.Happened> happened = new ArrayList<>();

  public FaultsRun(FaultsConfig config, Consumer<String> narrator) {
    this.config = config;
    this.skipped = Kinds.missing(config.kinds());
    this.random = new Random(config.seed());
    this.narrator = narrator;
  }

  /**
   * Runs.
   *
   * @param history the file that the history is written to
   * @throws LabUnavailableException if this machine cannot make a lab
   */
  public FaultsReport run(Path history) throws LabUnavailableException, InterruptedException {
    long begun = System.nanoTime();
    if (!skipped.isEmpty() && skipped.keySet().containsAll(config.kinds())) {
      throw new LabUnavailableException(skipped.toString());
    }
    skipped.forEach((kind, why) -> narrator.accept("SKIPPED " + kind + ": " + why));
    Postgres.missing().ifPresent(why -> narrator.accept("WITHOUT POSTGRESQL: " + why));
    try (Lab lab = Lab.open();
        Chronicle chronicle = new Chronicle(history)) {
      Thread closer = new Thread(lab::close, "incumbent-faults-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      Stage stage = new Stage(lab.registry().folder(), chronicle);
      narrator.accept(
          config.nodes() + " nodes, 3 candidates, 2 that are `run`, a witness: starting");
      stage.open(lab, config, Programs.of(Jvm.ofThisProcess(), config.broken()));
      awaitProgress(chronicle, System.nanoTime(), Duration.ofSeconds(60));
      stage.awaitCommand();
      chronicle.add(
          new HistoryEvent.Disturbed("the beginning", List.of("*"), begun, System.nanoTime()));
      disturb(stage, chronicle, begun);
      drain(stage, chronicle);
      Runtime.getRuntime().removeShutdownHook(closer);
      return report(chronicle.events(), Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  private void disturb(Stage stage, Chronicle chronicle, long begun) throws InterruptedException {
    long end = begun + TimeUnit.MINUTES.toNanos(config.minutes());
    boolean mixed = false;
    do {
      List<String> kinds = new ArrayList<>(config.kinds());
      kinds.removeAll(skipped.keySet());
      Collections.shuffle(kinds, random);
      for (int i = 0; i < kinds.size() && (!mixed || System.nanoTime() < end); i++) {
        List<String> together = new ArrayList<>(List.of(kinds.get(i)));
        if (mixed && random.nextBoolean()) {
          together.add(kinds.get(random.nextInt(kinds.size())));
        }
        disturb(stage, chronicle, compatible(together));
      }
      mixed = true;
    } while (System.nanoTime() < end);
  }

  /** At most one of each layer. */
  private static List<String> compatible(List<String> kinds) {
    List<Fault.Layer> layers = kinds.stream().map(k -> Kinds.of(k).layer()).distinct().toList();
    boolean clash = layers.size() < kinds.size() || layers.contains(Fault.Layer.ALONE);
    return clash ? kinds.subList(0, 1) : kinds;
  }

  private void disturb(Stage stage, Chronicle chronicle, List<String> kinds)
      throws InterruptedException {
    long begun = System.nanoTime();
    TreeMap<Fault.Layer, Under> injected = new TreeMap<>(Comparator.comparingInt(Enum::ordinal));
    for (String kind : kinds) {
      Fault fault = Kinds.of(kind);
      Under under = new Under(kind, fault.inject(stage, random));
      narrator.accept(kind + ": " + under.fault().target());
      injected.put(fault.layer(), under);
    }
    Thread.sleep(LEAST_HOLD.toMillis() + random.nextInt(MORE_HOLD_MILLIS));
    List<String> evidence = new ArrayList<>();
    for (Under under : injected.values()) {
      evidence.add(under.fault().heal());
    }
    long over = System.nanoTime() + settling();
    injected.values().forEach(under -> disturbed(chronicle, under, begun, over));
    long back = awaitProgressAfterHeal(stage, chronicle);
    int i = 0;
    for (Under under : injected.values()) {
      record(chronicle, under, evidence.get(i++), back);
    }
    long left = LEAST_EACH.toNanos() - (System.nanoTime() - begun);
    TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
  }

  /** Leases are counted anew once a node leads again, and what expires then is seen later. */
  private long settling() {
    return config.ttl().multipliedBy(2).plus(COORDINATOR).toNanos();
  }

  private static void disturbed(Chronicle chronicle, Under under, long begun, long over) {
    String what = under.kind() + " of " + under.fault().target();
    chronicle.add(new HistoryEvent.Disturbed(what, under.fault().whose(), begun, over));
  }

  private long awaitProgressAfterHeal(Stage stage, Chronicle chronicle)
      throws InterruptedException {
    long healed = System.nanoTime();
    long waited = stage.nodesWaitedNanos();
    long back = awaitProgress(chronicle, healed, bound());
    if (back < 0) {
      tellStarvation(stage.nodesWaitedNanos() - waited, System.nanoTime() - healed);
    }
    return back;
  }

  /** Helps to tell a machine that has no time for the nodes from nodes that find no leader. */
  private void tellStarvation(long waitedNanos, long elapsedNanos) {
    narrator.accept(
        String.format(
            Locale.ROOT,
            "  no write for %.1f s, in which the nodes' threads waited %.1f s for a CPU",
            elapsedNanos / 1e9,
            waitedNanos / 1e9));
  }

  private record Under(String kind, Fault.Injected fault) {}

  private void record(Chronicle chronicle, Under under, String evidence, long back) {
    String target = under.fault().target();
    chronicle.add(new HistoryEvent.Fault(under.kind(), target, evidence));
    happened.add(new FaultsReport.Happened(under.kind(), target, evidence, back));
    narrator.accept(
        "  "
            + (evidence.isEmpty() ? "NO EVIDENCE of " + under.kind() : evidence)
            + (back < 0 ? "; NO WRITE since" : "; writes again after " + back + " ms"));
  }

  /** L-2: one lease, a back-off of a quarter, what the coordinator takes, and the machine. */
  private Duration bound() {
    return config.ttl().plus(config.ttl().dividedBy(4)).plus(COORDINATOR).plus(MACHINE);
  }

  private static long awaitProgress(Chronicle chronicle, long sinceNanos, Duration bound)
      throws InterruptedException {
    chronicle.add(new HistoryEvent.Healed(sinceNanos, bound.toNanos()));
    boolean back = chronicle.awaitAcknowledged(sinceNanos, bound.toNanos());
    return back ? (System.nanoTime() - sinceNanos) / 1_000_000 : -1;
  }

  private void drain(Stage stage, Chronicle chronicle) throws InterruptedException {
    narrator.accept("draining");
    chronicle.add(
        new HistoryEvent.Disturbed("the end", List.of("*"), System.nanoTime(), Long.MAX_VALUE));
    stage.candidates().forEach(c -> c.process().say("end"));
    stage.runners().forEach(r -> r.process().signal("TERM"));
    for (Member candidate : stage.clients()) {
      if (!candidate.process().awaitEnd(DRAIN)) {
        throw new IllegalStateException(candidate + " did not end when asked to");
      }
    }
    stage.recordCommands();
    stage.witness().process().say("drain");
    if (!chronicle.awaitDrained(DRAIN.toNanos())) {
      throw new IllegalStateException("the storage cannot be read in the end");
    }
  }

  private FaultsReport report(List<HistoryEvent> events, Duration lasted) {
    narrator.accept("judging " + events.size() + " recorded events");
    History history = new History(events);
    TreeMap<String, Long> outcomes = new TreeMap<>();
    for (HistoryEvent.Write write : history.all(HistoryEvent.Write.class)) {
      String outcome = write.storage() + " " + write.outcome().name().toLowerCase(Locale.ROOT);
      outcomes.merge(outcome, 1L, Long::sum);
    }
    long reads =
        history.all(HistoryEvent.Read.class).stream()
            .filter(HistoryEvent.Read::linearizable)
            .count();
    long uses = history.all(HistoryEvent.RegisterUse.class).size();
    FaultsReport.Commands commands = FaultsReport.Commands.of(history);
    return new FaultsReport(
        config, happened, skipped, outcomes, reads, uses, commands, lasted, Checker.judge(history));
  }
}
