package dev.incumbent.cli.gameday;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.spi.ThisHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The processes of one candidate on this machine: the one that its incarnation names, its children
 * (for {@code run}, the companion), and their work: the descendants of those, with the rest of the
 * process groups that they lead.
 *
 * <p>It is found by host, process id <em>and</em> start time, never by a name: a process id that
 * was given to another since is refused.
 *
 * <p>NOT guaranteed: that it finds what left the job's process group and whose parent ended.
 */
record Candidate(Incarnation incarnation, ProcessEntry main) {
  /** What it consists of now. */
  record Parts(ProcessEntry main, List<ProcessEntry> helpers, List<ProcessEntry> work) {
    Parts {
      helpers = List.copyOf(helpers);
      work = List.copyOf(work);
    }

    /** The work last, so that who looks after it is stopped first. */
    List<ProcessEntry> all() {
      List<ProcessEntry> all = new ArrayList<>(List.of(main));
      all.addAll(helpers);
      all.addAll(work);
      return all;
    }
  }

  /**
   * The candidate of that incarnation.
   *
   * @throws CommandFailedException bad input, if its process cannot be told for sure
   */
  static Candidate require(String text) {
    Incarnation incarnation =
        Incarnation.find(text)
            .orElseThrow(() -> refused(text, "it names no process that could be told from others"));
    String here = ThisHost.name();
    if (!incarnation.host().equals(here)) {
      throw refused(text, "it runs on host " + incarnation.host() + ", and this is " + here);
    }
    if (!ProcessEntry.isSupported()) {
      throw refused(text, "processes are looked up in /proc, which this machine does not have");
    }
    Optional<ProcessHandle> handle = ProcessHandle.of(incarnation.pid());
    Optional<Instant> start = handle.flatMap(found -> found.info().startInstant());
    ProcessEntry entry =
        ProcessEntry.find(incarnation.pid())
            .orElseThrow(() -> refused(text, "there is no process " + incarnation.pid()));
    if (start.isEmpty() || start.get().toEpochMilli() != incarnation.startMillis()) {
      throw refused(
          text,
          "process "
              + incarnation.pid()
              + " started at another time: it is not the candidate, or the wall clock was set");
    }
    return new Candidate(incarnation, entry).requireNotThisProcess();
  }

  private Candidate requireNotThisProcess() {
    long own = ProcessHandle.current().pid();
    if (parts().all().stream().anyMatch(entry -> entry.pid() == own)) {
      throw refused(incarnation.toString(), "this game day itself runs in it");
    }
    return this;
  }

  private static CommandFailedException refused(String incarnation, String why) {
    return CommandFailedException.badInput(
        "no process is touched: incarnation '" + incarnation + "': " + why);
  }

  /** Looks again. */
  Parts parts() {
    List<ProcessEntry> all = ProcessEntry.all();
    List<ProcessEntry> helpers =
        all.stream().filter(entry -> entry.parent() == main.pid()).toList();
    List<ProcessEntry> work = below(all, helpers);
    TreeSet<Long> known = new TreeSet<>(List.of(main.pid()));
    helpers.forEach(entry -> known.add(entry.pid()));
    TreeSet<Long> led = new TreeSet<>();
    work.stream().filter(entry -> entry.group() == entry.pid()).forEach(e -> led.add(e.pid()));
    List<ProcessEntry> members = new ArrayList<>(work);
    work.forEach(entry -> known.add(entry.pid()));
    all.stream()
        .filter(entry -> led.contains(entry.group()) && !known.contains(entry.pid()))
        .forEach(members::add);
    return new Parts(main, helpers, members);
  }

  /** The descendants of these, without them. */
  private static List<ProcessEntry> below(List<ProcessEntry> all, List<ProcessEntry> roots) {
    List<ProcessEntry> found = new ArrayList<>();
    List<ProcessEntry> next = roots;
    while (!next.isEmpty()) {
      TreeSet<Long> parents = new TreeSet<>();
      next.forEach(entry -> parents.add(entry.pid()));
      next = all.stream().filter(entry -> parents.contains(entry.parent())).toList();
      found.addAll(next);
    }
    return found;
  }

  /** Whether the process that the incarnation names still runs. */
  boolean isAlive() {
    return main.isAlive();
  }
}
