package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.StopSignal;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.HistoryFile;
import java.io.PrintStream;

/**
 * What a contender says: to the history for the checker, and as a line on stdout for the demo that
 * drives it.
 *
 * <p>Threads: safe.
 */
final class Reports {
  private final HistoryFile history;
  private final PrintStream out;
  private final StringBuilder unsaid = new StringBuilder();

  Reports(HistoryFile history, PrintStream out) {
    this.history = history;
    this.out = out;
  }

  void record(HistoryEvent event) {
    history.add(event);
  }

  void say(String line) {
    synchronized (unsaid) {
      out.println(unsaid.append(line));
      out.flush();
      unsaid.setLength(0);
    }
  }

  /**
   * Says it together with the next line: a reader that wakes up now would take a core away from
   * what is being timed.
   */
  private void sayWithNext(String line) {
    synchronized (unsaid) {
      unsaid.append(line).append(System.lineSeparator());
    }
  }

  void claimed(String process, String storage, ElectionName election, long token) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.Claimed(process, storage, election.value(), token, now));
    sayWithNext("claimed " + token + " " + now + " " + storage);
  }

  void elected(String process, ElectionName election, long token) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.Elected(process, election.value(), token, now));
    say("elected " + token + " " + now);
  }

  void stopSeen(String process, ElectionName election, long token, StopSignal.Cause cause) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.StopSeen(process, election.value(), token, now));
    say("stop " + token + " " + now + " " + Output.word(cause));
  }

  void workReturned(String process, ElectionName election, long token) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.WorkReturned(process, election.value(), token, now));
    say("returned " + token + " " + now);
  }

  void endTold(String process, ElectionName election, long token, EndReason reason) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.EndTold(process, election.value(), token, now));
    say("ended " + token + " " + now + " " + Output.word(reason));
  }
}
