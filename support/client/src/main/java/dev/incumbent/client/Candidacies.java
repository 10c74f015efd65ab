package dev.incumbent.client;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.Lease;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The client's candidacies by number, and the leases that their leaderships live by.
 *
 * <p>Threads: {@link #add}, {@link #isEmpty} and {@link #runsOwnThread} by any thread, the rest by
 * the protocol thread.
 */
final class Candidacies {
  private final ConcurrentSkipListMap<Long, Standing> byId = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<String> places = new ConcurrentSkipListSet<>();
  private final TreeMap<Long, LeaseCell> cells = new TreeMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final SlowCallbacks slow;
  private final Calls calls;
  private final Clocks clocks;
  private final Consumer<ClientEvent> tell;

  private record Standing(ClientCandidacy candidacy, Term.Surroundings around, String place) {}

  Candidacies(SlowCallbacks slow, Calls calls, Clocks clocks, Consumer<ClientEvent> tell) {
    this.slow = slow;
    this.calls = calls;
    this.clocks = clocks;
    this.tell = tell;
  }

  /**
   * Adds a candidacy and begins to campaign.
   *
   * @throws RejectedException if the candidate stands there already
   */
  ClientCandidacy add(CampaignConfig config, LeaderTask task) {
    String place = place(config.election(), config.candidate());
    if (!places.add(place)) {
      throw new RejectedException(standsAlready(config));
    }
    long id = lastId.incrementAndGet();
    TreeMap<String, Fence> fences = new TreeMap<>();
    config.fences().forEach(fence -> fences.put(fence.name(), fence));
    Term.Surroundings around = new Term.Surroundings(id, task, fences, tell, slow);
    String name = config.election() + "-" + config.candidate();
    ClientCandidacy candidacy = new ClientCandidacy(name, around, calls);
    byId.put(id, new Standing(candidacy, around, place));
    tell.accept(Campaigns.event(id, config));
    return candidacy;
  }

  /** Whether none is left, waiting or working. */
  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Whether the calling thread is the one that runs the work of one of them. */
  boolean runsOwnThread() {
    return byId.values().stream().anyMatch(standing -> standing.candidacy.isOwnThread());
  }

  /** Moves the lease of a generation, which begins with its first one. */
  boolean leaseMoved(long generation, Lease lease) {
    LeaseCell cell = cells.get(generation);
    if (cell == null) {
      cells.put(
          generation,
          new LeaseCell(lease, () -> tell.accept(new ClientEvent.LeaseSeenExpired(generation))));
      return true;
    }
    return cell.move(lease);
  }

  boolean leaseLost(long generation) {
    LeaseCell cell = cells.remove(generation);
    if (cell != null) {
      cell.lose();
    }
    return cell != null;
  }

  boolean promote(ClientAction.Promote action) {
    Standing standing = byId.get(action.candidacy());
    LeaseCell cell = cells.get(action.grant().generation());
    if (standing == null || cell == null) {
      return false;
    }
    HeldLeadership leadership = new HeldLeadership(action.grant(), cell, clocks, calls.callbacks());
    standing.candidacy.promote(new Term(standing.around, action, leadership, clocks));
    return true;
  }

  boolean with(long candidacy, FencingToken token, Consumer<Term> action) {
    Optional<Term> term =
        Optional.ofNullable(byId.get(candidacy))
            .flatMap(standing -> standing.candidacy.term())
            .filter(it -> it.leadership().token().equals(token));
    term.ifPresent(action);
    return term.isPresent();
  }

  boolean leaveReturns(long candidacy) {
    Standing standing = byId.get(candidacy);
    if (standing != null) {
      standing.candidacy.leaveReturns();
    }
    return standing != null;
  }

  boolean finished(ClientAction.Finished action) {
    Standing standing = byId.remove(action.candidacy());
    if (standing != null) {
      places.remove(standing.place);
      standing.candidacy.finish(action);
    }
    return standing != null;
  }

  /** A name that no other pair has: names hold no control characters. */
  private static String place(ElectionName election, CandidateName candidate) {
    return election + "\n" + candidate;
  }

  private static Failure standsAlready(CampaignConfig config) {
    return new Failure(
        FailureCode.REJECTED,
        "candidate '"
            + config.candidate()
            + "' stands in election '"
            + config.election()
            + "' already: allowed once a client",
        config.candidate().value(),
        "once a client");
  }
}
