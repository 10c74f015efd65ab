package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.election.ElectionName;
import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges one side's run: what its candidates said, beside what the coordinator told its observers.
 */
final class Judgement {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Judgement() {}

  /**
   * What was wrong, a line each.
   *
   * @param observed the file of what the coordinator told; the candidates have ended
   */
  static List<String> of(Electorate electorate, Path observed, ElectionName election)
      throws InterruptedException {
    List<HistoryEvent> events = new ArrayList<>();
    for (Contestant candidate : electorate.all()) {
      candidate.lines().forEach(line -> add(events, candidate.process(), election, line));
    }
    List<Spell> spells = electorate.spells();
    events.addAll(awaitObserved(observed, spells));
    return violations(spells, events);
  }

  /** What both the leaderships and the events show to be wrong. */
  static List<String> violations(List<Spell> spells, List<HistoryEvent> events) {
    List<String> violations = new ArrayList<>(Spell.violations(spells));
    Set<Long> granted = granted(events);
    spells.stream()
        .filter(spell -> !granted.contains(spell.token()))
        .forEach(spell -> violations.add("nobody saw the grant of " + spell));
    Checker.judge(new History(events))
        .violations()
        .forEach(violation -> violations.add(violation.rule() + " " + violation.what()));
    return violations;
  }

  static void add(
      List<HistoryEvent> events, String process, ElectionName of, Contestant.Line line) {
    String election = of.value();
    switch (line.word()) {
      case "elected" -> {
        long token = line.token();
        events.add(
            new HistoryEvent.Claimed(process, LateWrite.STORAGE, election, token, line.nanos()));
        events.add(new HistoryEvent.Elected(process, election, token, line.nanos()));
      }
      case "stop" -> {
        events.add(new HistoryEvent.StopSeen(process, election, line.token(), line.nanos()));
        events.add(new HistoryEvent.WorkReturned(process, election, line.token(), line.nanos()));
      }
      case "ended" ->
          events.add(new HistoryEvent.EndTold(process, election, line.token(), line.nanos()));
      case LateWrite.WORD -> events.add(LateWrite.read(process, election, line.rest()));
      case OwnSilence.WORD -> events.add(OwnSilence.read(process, line.rest()));
      case "did", "first", "finished" -> {}
      default -> throw new IllegalArgumentException("word '" + line.word() + "' is unknown");
    }
  }

  /** The observer's stream may lag behind the candidates' pipes. */
  private static List<HistoryEvent> awaitObserved(Path observed, List<Spell> spells)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<HistoryEvent> events = HistoryFile.read(observed);
      Set<Long> granted = granted(events);
      if (spells.stream().allMatch(spell -> granted.contains(spell.token()))
          || System.nanoTime() > deadline) {
        return events;
      }
      Thread.sleep(50);
    }
  }

  private static Set<Long> granted(List<HistoryEvent> events) {
    Set<Long> tokens = new TreeSet<>();
    new History(events).grants().forEach(grant -> tokens.add(grant.token()));
    return tokens;
  }
}
