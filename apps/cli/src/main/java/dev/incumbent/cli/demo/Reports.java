package dev.incumbent.cli.demo;

import dev.incumbent.cli.output.Output;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.StopSignal;
import dev.incumbent.history.HistoryEvent;
import java.io.PrintStream;

/**
 * What a contender says: to the history for the checker, and as a line on stdout for the demo that
 * drives it.
 *
 * <p>Threads: safe.
 */
record Reports(HistoryFile history, PrintStream out) {
  void record(HistoryEvent event) {
    history.add(event);
  }

  void say(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  void claimed(String process, String storage, ElectionName election, long token) {
    long now = System.nanoTime();
    history.add(new HistoryEvent.Claimed(process, storage, election.value(), token, now));
    say("claimed " + token + " " + now + " " + storage);
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
