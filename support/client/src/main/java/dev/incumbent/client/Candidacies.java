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
import dev.incumbent.fencing.GrantId;
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
 * <p>Threads: {@link #add}, {@link #isEmpty}, {@link #holds} and {@link #runsOwnThread} by any
 * thread, the rest by the protocol thread.
 */
final class Candidacies {
  private final ConcurrentSkipListMap<Long, Standing> byId = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, HeldLeadership> held = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<String> places = new ConcurrentSkipListSet<>();
  private final TreeMap<Long, LeaseCell> cells = new TreeMap<>();
  private final AtomicLong lastId = new AtomicLong();
  private final SlowCallbacks slow;
  private final Calls calls;
  private final Clocks clocks;
  private final Consumer<ClientEvent> tell;

  private final Campaigns campaigns;
  private boolean inJeopardy;

  private record Standing(
      ClientCandidacy candidacy,
      Term.Surroundings around,
      Optional<HealthChecks> checks,
      String place) {}

  Candidacies(
      Campaigns campaigns,
      SlowCallbacks slow,
      Calls calls,
      Clocks clocks,
      Consumer<ClientEvent> tell) {
    this.campaigns = campaigns;
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
    String name = config.election() + "-" + config.candidate();
    Term.Surroundings around = around(id, name, config, task);
    ClientCandidacy candidacy = new ClientCandidacy(name, around, calls);
    Optional<HealthChecks> checks =
        config.health().map(health -> new HealthChecks(name, health.check(), around));
    byId.put(id, new Standing(candidacy, around, checks, place));
    tell.accept(campaigns.event(id, config));
    return candidacy;
  }

  private Term.Surroundings around(long id, String name, CampaignConfig config, LeaderTask task) {
    TreeMap<String, Fence> fences = new TreeMap<>();
    config.fences().forEach(fence -> fences.put(fence.name(), fence));
    return new Term.Surroundings(
        id, task, fences, config.fencing(), new FencingThread(name, slow), tell, slow);
  }

  /** Whether none is left, waiting or working. */
  boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Whether one of them holds that leadership, valid now. */
  boolean holds(ElectionName election, FencingToken token, GrantId grant) {
    HeldLeadership found = held.get(token.value());
    return found != null
        && found.election().equals(election)
        && found.grant().equals(grant)
        && found.remainingNanos() > 0;
  }

  /** Whether the calling thread is the one that runs the work of one of them. */
  boolean runsOwnThread() {
    return byId.values().stream().anyMatch(standing -> standing.candidacy.isOwnThread());
  }

  /**
   * Moves the lease of a generation, which begins with its first one; tells the protocol if a
   * thread has seen it expired before.
   */
  boolean leaseMoved(long generation, Lease lease) {
    Runnable seenExpired = () -> tell.accept(new ClientEvent.LeaseSeenExpired(generation));
    LeaseCell cell = cells.get(generation);
    if (cell == null) {
      inJeopardy = false;
      cells.put(generation, new LeaseCell(lease, seenExpired));
      return true;
    }
    boolean moved = cell.move(lease);
    if (!moved) {
      seenExpired.run();
    }
    return moved;
  }

  /** Tells each task that leads by this lease. */
  boolean jeopardy(ClientAction.Jeopardy action) {
    if (!cells.containsKey(action.generation())) {
      return false;
    }
    inJeopardy = action.inJeopardy();
    for (Standing standing : byId.values()) {
      standing
          .candidacy
          .term()
          .filter(term -> term.generation() == action.generation())
          .ifPresent(term -> term.jeopardy(action.inJeopardy()));
    }
    return true;
  }

  boolean checkHealth(ClientAction.CheckHealth action) {
    Optional<HealthChecks> checks =
        Optional.ofNullable(byId.get(action.candidacy())).flatMap(Standing::checks);
    checks.ifPresent(it -> it.run(action.check()));
    return checks.isPresent();
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
    held.put(leadership.token().value(), leadership);
    Term term = new Term(standing.around, action, leadership, clocks);
    term.jeopardy(inJeopardy);
    standing.candidacy.promote(term);
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

  /** That leadership is over. */
  boolean ended(ClientAction.Ended action) {
    held.remove(action.token().value());
    return with(action.candidacy(), action.token(), term -> term.over(action.reason()));
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
      standing.checks.ifPresent(HealthChecks::end);
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
