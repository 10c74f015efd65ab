package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.kit.coordinator.Contest.Held;
import dev.incumbent.kit.coordinator.Contest.Standing;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import dev.incumbent.session.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An honest backend in this process, unless it was given a lie to tell: sessions with leases over
 * one {@link Elector}, in a {@link World} of their own.
 *
 * <p>Threads: safe for use by any thread.
 */
final class MemoryBackend implements AutoCloseable {
  /** What a session holds and waits for, and how leaderships ended. */
  record Synced(Map<String, Held> held, Set<String> queued, Map<FencingToken, EndReason> ends) {}

  final Lie lie;
  private final Elector elector;
  private final OperatorDesk operators;
  private final MemorySessions sessions;
  final MemoryValues values = new MemoryValues(this);
  final World world = new World();
  private boolean down;

  MemoryBackend(Lie lie) {
    this.lie = lie;
    this.elector = new Elector(lie, world::nanos);
    this.operators = new OperatorDesk(elector, lie);
    this.sessions = new MemorySessions(lie);
    world.enter(this::expire);
  }

  @Override
  public void close() {
    world.end();
  }

  synchronized void restart() {
    elector.restart();
    sessions.giveAllTheirTtl(world.nanos());
  }

  /** Returns what brings it back. */
  synchronized Step loseQuorum() {
    down = true;
    return this::regainQuorum;
  }

  private synchronized void regainQuorum() {
    down = false;
    sessions.giveAllTheirTtl(world.nanos());
  }

  static String place(ElectionName election, CandidateName candidate) {
    return election + "\n" + candidate;
  }

  /** Opens the session, or renews it. */
  synchronized Synced sync(SessionId id, long ttlNanos, boolean renews) {
    if (lie != Lie.RENEWS_WITHOUT_A_QUORUM) {
      requireQuorumUnless(Lie.GRANTS_WITHOUT_A_QUORUM);
    }
    sessions.hear(id, ttlNanos, renews, world.nanos());
    Map<String, Held> held = new TreeMap<>();
    Set<String> queued = new TreeSet<>();
    for (Contest contest : elector.contests.values()) {
      contest
          .holder
          .filter(h -> h.by().session().equals(id))
          .ifPresent(h -> held.put(place(contest.name, h.by().candidate()), h));
      contest.queue.stream()
          .filter(s -> s.session().equals(id))
          .forEach(s -> queued.add(place(contest.name, s.candidate())));
    }
    return new Synced(held, queued, new HashMap<>(elector.ends));
  }

  /** Whether the candidate stands now. */
  synchronized boolean campaign(ElectionName election, Standing standing, boolean onlyIfVacant) {
    requireQuorumUnless(Lie.GRANTS_WITHOUT_A_QUORUM);
    Contest contest = elector.contests.computeIfAbsent(election, Contest::new);
    boolean vacant = contest.holder.isEmpty() && contest.queue.isEmpty();
    if (onlyIfVacant && !vacant && lie != Lie.WAITS_ALTHOUGH_ONLY_IF_VACANT) {
      return false;
    }
    elector.join(contest, standing);
    return true;
  }

  synchronized void leave(ElectionName election, SessionId session, CandidateName candidate) {
    requireQuorum();
    if (lie != Lie.KEEPS_WHO_LEFT_THE_QUEUE) {
      elector.require(election).queue.removeIf(s -> s.is(session, candidate));
    }
  }

  synchronized void promoted(ElectionName election, FencingToken token) {
    requireQuorumUnless(Lie.GRANTS_WITHOUT_A_QUORUM);
    elector
        .current(election, token)
        .ifPresent(held -> elector.promoted(elector.require(election), held));
  }

  /** Ends that leadership, and no other. */
  synchronized void release(
      ElectionName election,
      FencingToken token,
      EndReason reason,
      Optional<CandidateName> successor) {
    requireQuorum();
    if (elector.current(election, token).isPresent()) {
      elector.end(elector.require(election), reason, successor);
    }
  }

  synchronized void abandon(ElectionName election, FencingToken token) {
    requireQuorum();
    Optional<Held> held = elector.current(election, token);
    if (held.isPresent() && held.get().withdrawn().isEmpty()) {
      elector.require(election).holder =
          held.map(h -> h.withdrawn(EndReason.ABANDONED, world.nanos()));
    }
  }

  synchronized void revoke(ElectionName election, FencingToken token) {
    requireQuorum();
    Contest contest = elector.require(election);
    Optional<Held> held =
        contest.holder.filter(
            h -> h.token().equals(token) || lie == Lie.REVOKES_WHATEVER_THE_TOKEN);
    if (held.isPresent() && lie == Lie.REVOKES_WITHOUT_WAITING) {
      elector.end(contest, EndReason.REVOKED, Optional.empty());
    } else if (held.isPresent()) {
      contest.holder = held.map(h -> h.withdrawn(EndReason.REVOKED, world.nanos()));
    }
  }

  synchronized FencingToken requestHandOver(ElectionName election, CandidateName to) {
    requireQuorum();
    Contest contest = elector.require(election);
    if (contest.holder.isEmpty() && lie == Lie.ANSWERS_FOR_UNKNOWN_ELECTIONS) {
      return elector.newestToken();
    }
    Held held =
        contest.holder.orElseThrow(
            () -> Failure.of(FailureCode.NOT_FOUND, "nobody leads " + election).toException());
    requireSuccessor(election, to);
    if (lie != Lie.FORGETS_REQUESTED_HAND_OVERS) {
      contest.holder = Optional.of(held.asked(to));
    }
    return held.token();
  }

  /** Refuses a hand-over to nobody, and one of a paused election. */
  synchronized void requireSuccessor(ElectionName election, CandidateName to) {
    requireQuorum();
    Contest contest = elector.require(election);
    if (contest.paused) {
      throw Failure.rejected("hand-over", election.value(), "one that is not paused").toException();
    }
    if (contest.queue.stream().noneMatch(s -> s.candidate().equals(to))) {
      throw Failure.of(FailureCode.NOT_FOUND, "nobody of that name waits: " + to).toException();
    }
  }

  synchronized boolean updateMetadata(
      ElectionName election, SessionId session, CandidateName candidate, Bytes metadata) {
    requireQuorum();
    return elector.update(elector.require(election), session, candidate, metadata);
  }

  synchronized void operate(ElectionName election, OperatorAct act, String by) {
    requireQuorum();
    operators.act(elector.require(election), act, by);
  }

  /** Only for the current leadership. */
  synchronized void raiseFloor(ElectionName election, FencingToken token, long above) {
    requireQuorum();
    elector
        .current(election, token)
        .ifPresent(held -> elector.raiseFor(elector.require(election), held, above));
  }

  /** A client's connections were closed, and not its session. */
  synchronized void lost(SessionId id) {
    if (!down && lie != Lie.OVERLOOKS_CLOSINGS) {
      revoke(id, EndReason.CRASHED);
    }
  }

  private void revoke(SessionId id, EndReason reason) {
    for (Contest contest : elector.contests.values()) {
      contest
          .holder
          .filter(held -> held.by().session().equals(id))
          .filter(
              held ->
                  held.by().revocation() == Revocation.ON_SUSPICION
                      || lie == Lie.ENDS_EVERYTHING_AT_A_CLOSING)
          .ifPresent(held -> elector.end(contest, reason, Optional.empty()));
    }
  }

  synchronized void closeSession(SessionId id) {
    requireQuorum();
    endSession(id, EndReason.CLOSED);
  }

  synchronized Optional<ElectionView> view(ElectionName election) {
    return Optional.ofNullable(elector.contests.get(election)).map(contest -> contest.view(lie));
  }

  synchronized List<ElectionView> views() {
    return elector.contests.values().stream().map(c -> c.view(lie)).toList();
  }

  synchronized Optional<Held> holder(ElectionName election) {
    return Optional.ofNullable(elector.contests.get(election)).flatMap(c -> c.holder);
  }

  synchronized FencingToken newestToken() {
    return elector.newestToken();
  }

  synchronized int logSize() {
    return elector.log.size();
  }

  synchronized List<ElectionEvent> logFrom(int index) {
    return List.copyOf(elector.log.subList(index, elector.log.size()));
  }

  synchronized boolean hasQuorum() {
    return !down;
  }

  synchronized void requireQuorum() {
    if (down) {
      throw Failure.of(FailureCode.NO_QUORUM, "the backend is down").toException();
    }
  }

  private void requireQuorumUnless(Lie tolerated) {
    if (lie != tolerated) {
      requireQuorum();
    }
  }

  private synchronized void expire() {
    if (down) {
      return;
    }
    long now = world.nanos();
    sessions.silent(now).forEach(id -> endSession(id, EndReason.EXPIRED));
    if (lie != Lie.SUSPECTS_NOBODY) {
      sessions.suspicious(now).forEach(id -> revoke(id, EndReason.SILENT));
    }
    for (Contest contest : elector.contests.values()) {
      contest
          .holder
          .filter(held -> isOver(held, now))
          .flatMap(Held::withdrawn)
          .ifPresent(reason -> elector.end(contest, reason, Optional.empty()));
    }
    elector.grantDue();
  }

  private boolean isOver(Held held, long now) {
    return held.withdrawn().isPresent()
        && sessions
            .ttlNanos(held.by().session())
            .filter(ttl -> now - held.withdrawnNanos() > ttl)
            .isPresent();
  }

  private void endSession(SessionId id, EndReason reason) {
    sessions.end(id);
    for (Contest contest : elector.contests.values()) {
      contest.queue.removeIf(s -> s.session().equals(id));
      if (contest.holder.filter(h -> h.by().session().equals(id)).isPresent()) {
        elector.end(contest, reason, Optional.empty());
      }
    }
  }
}
