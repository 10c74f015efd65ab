package dev.incumbent.cli.demo;

import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.lease.LeaseTimings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@code no-quorum}: two of three nodes are down; the leader stops by itself, and nothing changes
 * until they are back.
 */
final class NoQuorumPhase implements Phase {
  private final Random random;

  NoQuorumPhase(Random random) {
    this.random = random;
  }

  @Override
  public String name() {
    return "no-quorum";
  }

  @Override
  public String summary() {
    return "two nodes down: changes refused, reads marked stale, the leader stops; nodes back: elected anew";
  }

  @Override
  public SortedMap<String, Figure> play(Scene scene, Narrator narrator)
      throws PhaseFailedException, InterruptedException {
    Scene.Leader old = scene.awaitLeader(0, "L-2");
    Settled.await(scene, old);
    int survivor = random.nextInt(scene.cluster().size());
    List<Integer> down = new ArrayList<>();
    for (int node = 0; node < scene.cluster().size(); node++) {
      if (node != survivor) {
        var unused = scene.killNode(node);
        down.add(node);
      }
    }
    long from = System.nanoTime();
    narrator.say("two nodes killed, node " + (survivor + 1) + " is alone");
    boolean answered = read(scene, narrator, Freshness.STALE);
    boolean refused = !read(scene, narrator, Freshness.LINEARIZABLE);
    Contestant.Line stop =
        old.contestant()
            .await(Contestant.word("stop", old.token()), Scene.PATIENCE)
            .orElseThrow(
                () -> new PhaseFailedException("S-7", "the leader did not stop by itself"));
    narrator.say(
        "c"
            + old.contender()
            + " stopped by its own deadline after "
            + (stop.nanos() - from) / 1_000_000
            + " ms");
    long to = System.nanoTime();
    List<CompletableFuture<Void>> ready = down.stream().map(scene.cluster()::start).toList();
    for (int i = 0; i < down.size(); i++) {
      CoordinatorCrashPhase.awaitReady(ready.get(i), down.get(i));
    }
    long back = System.nanoTime();
    scene.record(new HistoryEvent.NoQuorum(from, to, LeaseTimings.defaults().ttl().toNanos()));
    Scene.Leader next = scene.awaitLeader(old.token(), "L-2");
    narrator.say("nodes back: c" + next.contender() + " leads with token " + next.token());
    if (!answered || !refused) {
      throw new PhaseFailedException(
          "S-10", "without a quorum a stale read must be answered and another refused");
    }
    return figures(stop.nanos() - from, next.electedNanos() - back);
  }

  private static SortedMap<String, Figure> figures(long stopNanos, long electedNanos) {
    Figure stopped = Figure.millis();
    stopped.addNanos(stopNanos);
    Figure elected = Figure.millis();
    elected.addNanos(Math.max(0, electedNanos));
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("quorumLostToLeaderStopped", stopped);
    figures.put("nodesReadyToElected", elected);
    return figures;
  }

  /** Reads the counter; whether an answer came. */
  private static boolean read(Scene scene, Narrator narrator, Freshness freshness) {
    long call = System.nanoTime();
    try {
      Read<Optional<FencedStore.Stored>> read =
          scene.coordinator().store().get(Contender.COUNTER_KEY, freshness).join();
      long position = read.value().map(FencedStore.Stored::version).orElse(0L);
      scene.record(
          new HistoryEvent.Read(
              "demo", Contender.KEY_VALUE, call, System.nanoTime(), read.linearizable(), position));
      narrator.say(
          "a stale read is answered: "
              + (read.ageMillis().isPresent()
                  ? "at most " + read.ageMillis().getAsLong() + " ms old"
                  : "of unknown age"));
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IncumbentException refusal) {
        narrator.say(
            "a "
                + freshness.name().toLowerCase(java.util.Locale.ROOT)
                + " read is refused: "
                + refusal.failure().message());
        return false;
      }
      throw e;
    }
  }
}
