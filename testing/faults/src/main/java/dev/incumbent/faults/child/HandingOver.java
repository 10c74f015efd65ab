package dev.incumbent.faults.child;

import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Elections;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;

/**
 * Asks for hand-overs, whatever happens meanwhile: of the election without a fence, of the
 * registers', of the many, and of the command. One that is refused, or whose answer is lost, is not
 * asked for again.
 */
record HandingOver(
    Wire wire, Elections elections, List<CandidateName> candidates, List<CandidateName> runners) {
  private static final ElectionName COMMAND = new ElectionName("command");
  private static final long PAUSE_MILLIS = 1_500;

  /** Starts a thread that asks as long as this process lives. */
  void start() {
    Thread asking = new Thread(this::ask, "faults-handovers");
    asking.setDaemon(true);
    asking.start();
  }

  private void ask() {
    Random random = new Random();
    List<ElectionName> all =
        new ArrayList<>(List.of(Holding.ELECTION, Registering.ELECTION, COMMAND));
    all.addAll(Standing.ELECTIONS);
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        ElectionName election = any(all, random);
        ask(election, any(election.equals(COMMAND) ? runners : candidates, random));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(ElectionName election, CandidateName to) {
    wire.tell("handing-over", election);
    try {
      var unused = elections.requestHandover(election, to).join();
    } catch (CompletionException e) {
      // Nobody leads it, nobody of that name stands, or nobody answers: the next one may go well.
    }
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
