package dev.incumbent.cli.bench;

import dev.incumbent.cli.dev.Contestant;
import dev.incumbent.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Processes that stand in many elections at once, what they say of them, and what is done to them.
 *
 * <p>Threads: for use by one.
 */
final class Crowd {
  private static final List<String> EVERYBODY = List.of("*");

  private final String prefix;
  private final List<Contestant> workers = new ArrayList<>();
  private final Map<String, Long> killedNanos = new TreeMap<>();
  private final List<HistoryEvent> done = new ArrayList<>();

  /**
   * @param prefix of the names of its elections
   */
  Crowd(String prefix) {
    this.prefix = prefix;
  }

  void add(Contestant worker) {
    workers.add(worker);
  }

  /** A process was killed then and has ended: whatever its candidate led ends by that. */
  void killed(Contestant worker, String candidate, long atNanos) {
    String evidence = "process " + worker.child().pid() + " ended";
    killedNanos.put(worker.process(), atNanos);
    done.add(new HistoryEvent.Killed(worker.process(), atNanos));
    done.add(new HistoryEvent.Fault("kill", worker.process(), evidence));
    done.add(new HistoryEvent.Disturbed("kill", List.of(candidate), atNanos, Long.MAX_VALUE));
  }

  /** Everybody was told to leave then; what that leads to may be seen later. */
  void left(long fromNanos) {
    done.add(new HistoryEvent.Disturbed("leave", EVERYBODY, fromNanos, Long.MAX_VALUE));
  }

  /** What was done to its processes, and when they stood still. */
  List<HistoryEvent> done() {
    List<HistoryEvent> all = new ArrayList<>(done);
    for (Contestant worker : workers) {
      worker.lines().stream()
          .filter(Contestant.word(OwnSilence.WORD))
          .forEach(line -> all.add(OwnSilence.read(worker.process(), line.rest())));
    }
    return all;
  }

  /** What its processes said of their leaderships, by election. */
  Map<String, List<HistoryEvent>> said() {
    Map<String, List<HistoryEvent>> said = new TreeMap<>();
    for (Contestant worker : workers) {
      for (Contestant.Line line : worker.lines()) {
        event(worker.process(), line)
            .ifPresent(e -> said.computeIfAbsent(election(line), x -> new ArrayList<>()).add(e));
      }
    }
    return said;
  }

  private Optional<HistoryEvent> event(String process, Contestant.Line line) {
    boolean ours = line.rest().size() == 3 && election(line).startsWith(prefix);
    return switch (ours ? line.word() : "") {
      case "led" ->
          Optional.of(
              new HistoryEvent.Elected(process, election(line), line.token(), line.nanos()));
      case "left" ->
          Optional.of(
              new HistoryEvent.WorkReturned(process, election(line), line.token(), line.nanos()));
      case "over" ->
          Optional.of(
              new HistoryEvent.EndTold(process, election(line), line.token(), line.nanos()));
      default -> Optional.empty();
    };
  }

  private static String election(Contestant.Line line) {
    return line.rest().get(2);
  }

  /** One election's leaderships, by what was said of it. */
  List<Spell> spells(List<HistoryEvent> said) {
    Map<String, Long> ends = new TreeMap<>();
    for (HistoryEvent event : said) {
      if (event instanceof HistoryEvent.WorkReturned returned) {
        ends.put(returned.process() + " " + returned.token(), returned.atNanos());
      }
    }
    List<Spell> spells = new ArrayList<>();
    for (HistoryEvent event : said) {
      if (event instanceof HistoryEvent.Elected led) {
        Optional<Long> end =
            Optional.ofNullable(ends.get(led.process() + " " + led.token()))
                .or(() -> Optional.ofNullable(killedNanos.get(led.process())));
        spells.add(new Spell(led.process(), led.token(), led.atNanos(), end));
      }
    }
    return spells;
  }
}
