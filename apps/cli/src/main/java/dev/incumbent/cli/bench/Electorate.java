package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The candidates of one side, one a seat, and what they said of who leads.
 *
 * <p>Threads: for use by one.
 */
final class Electorate {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Contestant> seated = new ArrayList<>();
  private final List<Contestant> gone = new ArrayList<>();
  private final Map<String, Long> killedNanos = new TreeMap<>();
  private final Map<Long, Long> pausedNanos = new TreeMap<>();

  /** Who leads, as it said itself. */
  record Leader(int seat, Contestant candidate, long token, long electedNanos) {}

  /** Gives a new process the next seat. */
  void add(Contestant candidate) {
    seated.add(candidate);
  }

  /** Gives a new process the seat of one that is gone. */
  void replace(int seat, Contestant candidate) {
    gone.add(seated.set(seat, candidate));
  }

  /** It was killed then, and lived until then. */
  void killed(Contestant candidate, long atNanos) {
    killedNanos.put(candidate.process(), atNanos);
  }

  /**
   * It was stopped then, so that another would lead: from then on its leadership may overlap with
   * that one's, and what it does is for the fence to refuse.
   */
  void paused(Leader leader, long atNanos) {
    pausedNanos.put(leader.token(), atNanos);
  }

  /** How many processes have had that seat. */
  int incarnations(int seat) {
    String name = seated.get(seat).process().replaceFirst("\\..*", ".");
    return (int) all().stream().filter(c -> c.process().startsWith(name)).count();
  }

  /** Every leadership of which anybody told. */
  List<Spell> spells() {
    return all().stream()
        .flatMap(c -> Spell.of(c, Optional.ofNullable(killedNanos.get(c.process()))).stream())
        .map(spell -> spell.endedBy(Optional.ofNullable(pausedNanos.get(spell.token()))))
        .toList();
  }

  int seats() {
    return seated.size();
  }

  /** Those that have a seat now. */
  List<Contestant> seated() {
    return List.copyOf(seated);
  }

  /** All that ever had a seat. */
  List<Contestant> all() {
    List<Contestant> all = new ArrayList<>(gone);
    all.addAll(seated);
    return all;
  }

  /** Waits for somebody with a larger token to say that it was elected; the newest. */
  Leader awaitLeader(long afterToken) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Leader> leader = findLeader(afterToken);
      if (leader.isPresent()) {
        return leader.get();
      }
      Thread.sleep(1);
    }
    throw new IllegalStateException(
        "nobody was elected after token " + afterToken + " within " + PATIENCE.toSeconds() + " s");
  }

  Optional<Leader> findLeader(long afterToken) {
    Optional<Leader> newest = Optional.empty();
    for (int seat = 0; seat < seated.size(); seat++) {
      Contestant candidate = seated.get(seat);
      Optional<Contestant.Line> line = candidate.find(Contestant.word("elected"));
      long token = line.map(Contestant.Line::token).orElse(0L);
      if (token > afterToken && newest.map(n -> token > n.token()).orElse(true)) {
        newest = Optional.of(new Leader(seat, candidate, token, line.orElseThrow().nanos()));
      }
    }
    return newest;
  }

  /** When that leadership's work was about to return. */
  static long awaitStop(Leader leader) throws InterruptedException {
    return leader
        .candidate()
        .await(Contestant.word("stop", leader.token()), PATIENCE)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    leader.candidate().process()
                        + " never stopped leading with token "
                        + leader.token()))
        .nanos();
  }
}
