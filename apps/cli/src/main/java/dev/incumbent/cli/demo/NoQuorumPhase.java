package dev.incumbent.cli.demo;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.lease.LeaseTimings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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
    Scene.Leader old = scene.awaitCurrentLeader("L-2");
    Settled.await(scene, old);
    int survivor = random.nextInt(scene.cluster().size());
    List<Integer> down = killAllBut(survivor, scene);
    long from = System.nanoTime();
    narrator.say("two nodes killed, node " + (survivor + 1) + " is alone");
    boolean readsKept = onlyStaleReadsAreAnswered(scene, narrator);
    long stopNanos = awaitStop(old).nanos() - from;
    narrator.say(old + " stopped by its own deadline after " + stopNanos / 1_000_000 + " ms");
    long to = System.nanoTime();
    CoordinatorCrashPhase.startAll(down, scene);
    long back = System.nanoTime();
    scene.record(new HistoryEvent.NoQuorum(from, to, LeaseTimings.defaults().ttl().toNanos()));
    Scene.Leader next = scene.awaitLeader(old.token(), "L-2");
    narrator.say("nodes back: c" + next.contender() + " leads with token " + next.token());
    if (!readsKept) {
      throw new PhaseFailedException(
          "S-10", "without a quorum a stale read must be answered and another refused");
    }
    SortedMap<String, Figure> figures = new TreeMap<>();
    figures.put("quorumLostToLeaderStopped", Figure.millis(stopNanos));
    figures.put("nodesReadyToElected", Figure.millis(Math.max(0, next.electedNanos() - back)));
    return figures;
  }

  private static List<Integer> killAllBut(int survivor, Scene scene) throws InterruptedException {
    List<Integer> down = new ArrayList<>();
    for (int node = 0; node < scene.cluster().size(); node++) {
      if (node != survivor) {
        var unused = scene.killNode(node);
        down.add(node);
      }
    }
    return down;
  }

  private static boolean onlyStaleReadsAreAnswered(Scene scene, Narrator narrator) {
    boolean answered = read(scene, narrator, Freshness.STALE);
    boolean refused = !read(scene, narrator, Freshness.LINEARIZABLE);
    return answered && refused;
  }

  private static Contestant.Line awaitStop(Scene.Leader leader)
      throws InterruptedException, PhaseFailedException {
    return leader
        .contestant()
        .await(Contestant.word("stop", leader.token()), Scene.PATIENCE)
        .orElseThrow(() -> new PhaseFailedException("S-7", "the leader did not stop by itself"));
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
      narrator.say("a stale read is answered: " + age(read));
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IncumbentException refusal) {
        narrator.say(
            "a "
                + freshness.name().toLowerCase(Locale.ROOT)
                + " read is refused: "
                + refusal.failure().message());
        return false;
      }
      throw e;
    }
  }

  private static String age(Read<?> read) {
    return read.ageMillis().isPresent()
        ? "at most " + read.ageMillis().getAsLong() + " ms old"
        : "of unknown age";
  }
}
