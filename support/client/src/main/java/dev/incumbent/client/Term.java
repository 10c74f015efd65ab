package dev.incumbent.client;

import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.error.Failure;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One leadership on its candidacy's thread: is promoted, leads, and is told the end.
 *
 * <p>Guarantees: S-4 (the {@link Promotion} comes first, and validity is looked at once more after
 * that), C-1 (each {@code lead} that was called is followed by one {@code ended}), C-4 (nobody is
 * interrupted). Threads: {@link #run} on the candidacy's thread, the rest on the protocol thread.
 */
final class Term implements Runnable {
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  /** What the protocol says to a promotion that waits. */
  private enum Word {
    LEAD,
    AWAY
  }

  /** What a term has from the candidacy around it. */
  record Surroundings(
      long candidacy,
      LeaderTask task,
      SortedMap<String, Fence> fences,
      List<FencingStep> fencing,
      FencingThread fencingThread,
      Consumer<ClientEvent> tell,
      SlowCallbacks slow) {}

  private final Surroundings around;
  private final ClientAction.Promote promote;
  private final HeldLeadership leadership;
  private final Clocks clocks;
  private final CompletableFuture<Word> word = new CompletableFuture<>();
  private final CompletableFuture<EndReason> end = new CompletableFuture<>();
  private final Latest<Boolean> jeopardy;
  private volatile boolean leads;
  private volatile boolean inJeopardy;
  private volatile Optional<Throwable> thrown = Optional.empty();

  Term(
      Surroundings around, ClientAction.Promote promote, HeldLeadership leadership, Clocks clocks) {
    this.around = around;
    this.promote = promote;
    this.leadership = leadership;
    this.clocks = clocks;
    jeopardy = new Latest<>("incumbent-jeopardy-" + leadership.election(), false, this::tell);
  }

  HeldLeadership leadership() {
    return leadership;
  }

  /** The lease that it lives by. */
  long generation() {
    return promote.grant().generation();
  }

  /** Whether its work has begun and has not returned. */
  boolean leads() {
    return leads;
  }

  /** What the work threw before anybody had told it to stop. */
  Optional<Throwable> thrown() {
    return thrown;
  }

  /** The leadership is in jeopardy, or safe again: told to the task while it leads. */
  void jeopardy(boolean now) {
    inJeopardy = now;
    tellJeopardy();
  }

  /** Whoever comes last tells the newest. */
  private void tellJeopardy() {
    synchronized (jeopardy) {
      if (leads) {
        jeopardy.set(inJeopardy);
      }
    }
  }

  /** The word to lead. */
  void lead() {
    word.complete(Word.LEAD);
  }

  /** It is over: what waits for the word is sent away, what has led is told the end. */
  void over(EndReason reason) {
    leadership.end();
    end.complete(reason);
    word.complete(Word.AWAY);
  }

  @Override
  public void run() {
    Optional<Failure> failure = new Promotion(around, promote, leadership, clocks).run();
    if (failure.isPresent()) {
      tell(new ClientEvent.ClaimFailed(around.candidacy, leadership.token(), failure.get()));
      return;
    }
    tell(new ClientEvent.Claimed(around.candidacy, leadership.token()));
    if (word.join() == Word.AWAY) {
      return;
    }
    if (leadership.remainingNanos() == 0) {
      tell(new ClientEvent.WorkReturned(around.candidacy, leadership.token()));
      return;
    }
    work();
    tell(new ClientEvent.WorkReturned(around.candidacy, leadership.token()));
    ended(end.join());
  }

  private void work() {
    leads = true;
    tellJeopardy();
    try {
      around.task.lead(leadership);
    } catch (Throwable t) {
      boolean byItself = !leadership.wasStopped();
      LOG.log(byItself ? Level.ERROR : Level.INFO, "the work of " + leadership + " threw", t);
      if (byItself) {
        thrown = Optional.of(t);
      }
    } finally {
      leads = false;
      jeopardy.end();
      leadership.drain();
      jeopardy.awaitCall();
    }
  }

  private void tell(boolean now) {
    String method = now ? "onJeopardy()" : "onSafe()";
    long running = around.slow.begin(method + " of " + leadership);
    try {
      leadership.call(
          () -> {
            if (now) {
              around.task.onJeopardy(leadership);
            } else {
              around.task.onSafe(leadership);
            }
            return now;
          });
    } catch (LeadershipLostException e) {
      LOG.log(Level.DEBUG, method + " of " + leadership + " comes too late");
    } catch (Throwable t) {
      LOG.log(Level.ERROR, method + " of " + leadership + " threw", t);
    } finally {
      around.slow.end(running);
    }
  }

  private void ended(EndReason reason) {
    long running = around.slow.begin("ended() of " + leadership);
    try {
      around.task.ended(leadership, reason);
    } catch (Throwable t) {
      LOG.log(Level.ERROR, "ended() of " + leadership + " threw", t);
    } finally {
      around.slow.end(running);
    }
  }

  private void tell(ClientEvent event) {
    around.tell.accept(event);
  }
}
