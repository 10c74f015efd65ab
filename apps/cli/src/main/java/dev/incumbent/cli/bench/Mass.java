package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.election.ElectionName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Many elections that one process after another leads, all of one prefix that is new.
 *
 * <p>Threads: for use by one.
 */
final class Mass implements AutoCloseable {
  /** How long anything is waited for. */
  static final Duration LIMIT = Duration.ofSeconds(150);

  private static final long LOOK_MILLIS = 5;

  private final int elections;
  private final String prefix;
  private final Crowd crowd;
  private final Workers workers;
  private final Optional<Watch> watch;

  private Mass(int elections, String prefix, Field field) {
    this.elections = elections;
    this.prefix = prefix;
    this.crowd = new Crowd(prefix);
    this.workers = field.workers();
    this.watch =
        field.watch(
            IntStream.range(0, elections).mapToObj(i -> new ElectionName(prefix + i)).toList());
  }

  /** So many elections, which nobody stands in yet and whose events are watched. */
  static Mass of(Field field, int elections) {
    String prefix = "m" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";
    return new Mass(elections, prefix, field);
  }

  /** Tells a process to stand in all. */
  void campaign(Contestant worker) {
    crowd.add(worker);
    worker.child().say("campaign " + elections + " " + prefix);
  }

  /** Waits for a process to say that of all; when it was so; empty if not within the limit. */
  Optional<Long> await(Contestant worker, String word) throws InterruptedException {
    long begun = System.nanoTime();
    Predicate<Contestant.Line> wanted =
        line -> line.word().equals(word) && line.rest().get(2).equals(prefix);
    Optional<Contestant.Line> line = worker.find(wanted);
    while (line.isEmpty() && System.nanoTime() - begun < LIMIT.toNanos()) {
      if (!worker.child().isAlive()) {
        throw new IllegalStateException(worker.process() + " ended before it said " + word);
      }
      Thread.sleep(LOOK_MILLIS);
      line = worker.find(wanted);
    }
    return line.map(Contestant.Line::nanos);
  }

  /** As {@link #await}, of what has no reason to take that long. */
  long require(Contestant worker, String word) throws InterruptedException {
    return await(worker, word)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    worker.process()
                        + " did not say "
                        + word
                        + " within "
                        + LIMIT.toSeconds()
                        + " s"));
  }

  /** Kills a process; a time at which it still lived. */
  static long kill(Contestant worker) throws InterruptedException {
    long killed = worker.child().crash();
    if (!worker.child().awaitEnd(LIMIT)) {
      throw new IllegalStateException(worker.process() + " survived kill -9");
    }
    return killed;
  }

  /** What a process led that was killed then has ended by now. */
  void killed(Contestant worker, String candidate, long atNanos) {
    crowd.killed(worker, candidate, atNanos);
  }

  /** Tells a process to leave all; it has when this returns. */
  void leave(Contestant worker) throws InterruptedException {
    long from = System.nanoTime();
    worker.child().say("leave");
    var unused = require(worker, "gone");
    crowd.left(from);
  }

  /** Judges all that happened in them: of peers what was said is all there is. */
  void judge() throws InterruptedException {
    workers.report(watch.isPresent() ? watch.get().judge(crowd) : CrowdJudgement.bySaid(crowd));
  }

  @Override
  public void close() {
    watch.ifPresent(Watch::close);
  }
}
