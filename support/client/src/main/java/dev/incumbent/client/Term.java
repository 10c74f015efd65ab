package dev.incumbent.client;

import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One leadership on its candidacy's thread: claims, leads, and is told the end.
 *
 * <p>Guarantees: S-4 (every fence of its own and of its predecessors is claimed first, and validity
 * is looked at once more after that), C-1 (each {@code lead} that was called is followed by one
 * {@code ended}), C-4 (nobody is interrupted). Threads: {@link #run} on the candidacy's thread, the
 * rest on the protocol thread.
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
      Consumer<ClientEvent> tell,
      SlowCallbacks slow) {}

  private final Surroundings around;
  private final ClientAction.Promote promote;
  private final HeldLeadership leadership;
  private final Clocks clocks;
  private final CompletableFuture<Word> word = new CompletableFuture<>();
  private final CompletableFuture<EndReason> end = new CompletableFuture<>();
  private volatile boolean leads;
  private volatile Optional<Throwable> thrown = Optional.empty();

  Term(
      Surroundings around, ClientAction.Promote promote, HeldLeadership leadership, Clocks clocks) {
    this.around = around;
    this.promote = promote;
    this.leadership = leadership;
    this.clocks = clocks;
  }

  HeldLeadership leadership() {
    return leadership;
  }

  /** Whether its work has begun and has not returned. */
  boolean leads() {
    return leads;
  }

  /** What the work threw before anybody had told it to stop. */
  Optional<Throwable> thrown() {
    return thrown;
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
    Optional<Failure> failure = claimAll();
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
      leadership.drain();
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

  private Optional<Failure> claimAll() {
    TreeSet<String> names = new TreeSet<>(promote.grant().fencesToClaim());
    names.addAll(around.fences.keySet());
    Claim claim =
        new Claim(
            leadership.space(), leadership.token(), leadership.grant(), this::remainingForClaims);
    for (String name : names) {
      Optional<Failure> failure = claim(name, claim);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> claim(String name, Claim claim) {
    Fence fence = around.fences.get(name);
    if (fence == null) {
      return Optional.of(unclaimable(name));
    }
    if (remainingForClaims().isZero()) {
      return Optional.of(tooLateFor(name));
    }
    long running = around.slow.begin("the claim of fence '" + name + "' for " + leadership);
    try {
      fence.claim(claim);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(unknown(name, e));
    } catch (IncumbentException e) {
      return Optional.of(named(name, e.failure()));
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "the claim of fence '" + name + "' for " + leadership + " threw", t);
      return Optional.of(unknown(name, t));
    } finally {
      around.slow.end(running);
    }
  }

  /** The time left to the leadership, to the promotion's bound, and none once told to stop. */
  private Duration remainingForClaims() {
    if (leadership.stopSignal().cause().isPresent()) {
      return Duration.ZERO;
    }
    long left = Math.min(leadership.remainingNanos(), promote.boundNanos() - clocks.nanos());
    return Duration.ofNanos(Math.max(left, 0));
  }

  private static Failure unclaimable(String fence) {
    return Failure.of(
        FailureCode.REJECTED,
        "fence '" + fence + "' of a predecessor is not one that this candidate can claim");
  }

  private Failure tooLateFor(String fence) {
    return Failure.of(
        FailureCode.LEADERSHIP_LOST,
        leadership + " ended before fence '" + fence + "' was claimed");
  }

  private static Failure named(String fence, Failure failure) {
    return new Failure(
        failure.code(),
        "fence '" + fence + "': " + failure.message(),
        failure.value(),
        failure.allowed());
  }

  private static Failure unknown(String fence, Throwable cause) {
    return Failure.of(
        FailureCode.OUTCOME_UNKNOWN, "fence '" + fence + "' was perhaps not claimed: " + cause);
  }

  private void tell(ClientEvent event) {
    around.tell.accept(event);
  }
}
