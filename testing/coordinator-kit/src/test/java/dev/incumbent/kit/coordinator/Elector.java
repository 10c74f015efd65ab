package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.coordinator.Contest.Held;
import dev.incumbent.kit.coordinator.Contest.Inherited;
import dev.incumbent.kit.coordinator.Contest.Standing;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Who leads which election: grants, ends, and the log of both. Guarded by the backend. */
final class Elector {
  private static final int MANY = 4;

  final TreeMap<ElectionName, Contest> contests = new TreeMap<>();
  final Map<FencingToken, EndReason> ends = new HashMap<>();
  final List<ElectionEvent> log = new ArrayList<>();

  private final Lie lie;
  private final LongSupplier clock;
  private long lastToken;
  private long lastGrant;

  Elector(Lie lie, LongSupplier clock) {
    this.lie = lie;
    this.clock = clock;
  }

  void restart() {
    if (lie == Lie.FORGETS_ITS_COUNTER_AT_A_RESTART) {
      lastToken = 0;
    }
  }

  FencingToken newestToken() {
    return new FencingToken(Math.max(1, lastToken));
  }

  Contest require(ElectionName election) {
    Contest contest = contests.get(election);
    if (contest == null && lie == Lie.ANSWERS_FOR_UNKNOWN_ELECTIONS) {
      return new Contest(election);
    }
    if (contest == null) {
      throw Failure.of(FailureCode.NOT_FOUND, "there is no election " + election).toException();
    }
    return contest;
  }

  Optional<Held> current(ElectionName election, FencingToken token) {
    return Optional.ofNullable(contests.get(election))
        .flatMap(c -> c.holder)
        .filter(h -> h.token().equals(token));
  }

  void join(Contest contest, Standing standing) {
    contest.queue.add(standing);
    if (lie != Lie.IGNORES_PRIORITIES) {
      contest.queue.sort((a, b) -> Integer.compare(b.priority(), a.priority()));
    }
    tell(Kind.JOINED, contest, standing, Optional.empty(), Optional.empty());
    grant(contest);
  }

  void promoted(Contest contest, Held held) {
    contest.holder = Optional.of(held.asPromoted());
    contest.inherited.clear();
    tell(Kind.PROMOTED, contest, held.by(), Optional.of(held), Optional.empty());
    if (lie == Lie.GRANTS_AGAIN_WHILE_MANY_WAIT && contest.queue.size() >= MANY) {
      end(contest, EndReason.RESIGNED, Optional.empty());
    }
  }

  void end(Contest contest, EndReason reason, Optional<CandidateName> successor) {
    Held held = contest.holder.orElseThrow();
    contest.holder = Optional.empty();
    ends.put(held.token(), reason);
    if (!reason.clean() && held.promoted()) {
      contest.inherited.add(new Inherited(held.by(), held.token(), held.grant(), held.toClaim()));
    }
    delay(contest, held, reason);
    remember(contest, held, reason);
    tell(Kind.ENDED, contest, held.by(), Optional.of(held), Optional.of(reason));
    spoil(reason);
    if (lie == Lie.WAITS_FOR_AN_ABSENT_SUCCESSOR) {
      contest.waitsFor = successor;
    }
    successor.ifPresent(name -> moveToFront(contest, name));
    grant(contest);
  }

  private void remember(Contest contest, Held held, EndReason reason) {
    if (lie == Lie.FORGETS_RESIGNATIONS && reason == EndReason.RESIGNED) {
      return;
    }
    Standing by = held.by();
    contest.history.addFirst(
        new ElectionView.Past(
            by.candidate(), by.session(), held.token(), held.grant(), reason, 0, 0, ""));
  }

  private void delay(Contest contest, Held held, EndReason reason) {
    long nanos = held.by().lockDelayNanos();
    boolean clean = reason.clean() && lie != Lie.DELAYS_AFTER_CLEAN_ENDS;
    if (nanos > 0 && !clean && reason != EndReason.PROMOTION_FAILED) {
      long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
      contest.delay =
          Optional.of(new Contest.Delay(held.token(), millis, clock.getAsLong() + nanos));
    }
  }

  /** Grants what is vacant and waits for nothing any more. */
  void grantDue() {
    for (Contest contest : contests.values()) {
      contest.delay = contest.delay.filter(d -> d.untilNanos() - clock.getAsLong() > 0);
      grant(contest);
    }
  }

  void grant(Contest contest) {
    if (contest.holder.isPresent() || contest.queue.isEmpty() || waits(contest)) {
      return;
    }
    Standing next = contest.queue.remove(0);
    lastGrant++;
    List<Inherited> predecessors =
        lie == Lie.FORGETS_PREDECESSORS ? List.of() : List.copyOf(contest.inherited);
    contest.holder =
        Optional.of(Held.of(next, nextToken(), new GrantId(1, lastGrant), predecessors));
    tell(Kind.GRANTED, contest, next, contest.holder, Optional.empty());
  }

  /** Has its holder, whose claim a fence refused, granted anew with a token above that. */
  void raiseFor(Contest contest, Held held, long above) {
    if (lie != Lie.IGNORES_THE_FLOOR) {
      raise(above);
    }
    contest.queue.add(0, held.by());
    end(contest, EndReason.PROMOTION_FAILED, Optional.empty());
  }

  void raise(long above) {
    lastToken = Math.max(lastToken, above);
  }

  /** Shows other metadata of who waits or leads; whether there is one. */
  boolean update(Contest contest, SessionId session, CandidateName candidate, Bytes metadata) {
    Optional<Standing> standing =
        Stream.concat(contest.holder.map(Held::by).stream(), contest.queue.stream())
            .filter(s -> s.is(session, candidate))
            .findFirst();
    if (standing.isPresent() && lie != Lie.KEEPS_OLD_METADATA) {
      contest.queue.replaceAll(s -> s.is(session, candidate) ? s.showing(metadata) : s);
      contest.holder =
          contest.holder.map(h -> h.by().is(session, candidate) ? h.showing(metadata) : h);
    }
    if (standing.isPresent() && lie != Lie.TELLS_NO_UPDATES) {
      Standing shown = standing.get().showing(metadata);
      tell(Kind.UPDATED, contest, shown, Optional.empty(), Optional.empty());
    }
    return standing.isPresent();
  }

  private FencingToken nextToken() {
    lastToken++;
    if (lie == Lie.COUNTS_TO_FIVE && lastToken > 5) {
      lastToken = 1;
    }
    return new FencingToken(lastToken);
  }

  private void spoil(EndReason reason) {
    boolean clean = reason.clean() && lie == Lie.REUSES_A_TOKEN_AFTER_A_CLEAN_END;
    boolean crash = reason == EndReason.EXPIRED && lie == Lie.REUSES_A_TOKEN_AFTER_A_CRASH;
    if (clean || crash) {
      lastToken--;
    }
  }

  private boolean waits(Contest contest) {
    boolean paused = contest.paused && lie != Lie.GRANTS_WHILE_PAUSED;
    boolean delayed = contest.delay.isPresent() && lie != Lie.IGNORES_LOCK_DELAYS;
    return paused || delayed || waitsForSomebody(contest);
  }

  private static boolean waitsForSomebody(Contest contest) {
    return contest
        .waitsFor
        .filter(name -> contest.queue.stream().noneMatch(s -> s.candidate().equals(name)))
        .isPresent();
  }

  private void moveToFront(Contest contest, CandidateName name) {
    Optional<Standing> named =
        contest.queue.stream().filter(s -> s.candidate().equals(name)).findFirst();
    if (named.isPresent() && lie != Lie.IGNORES_THE_NAMED_SUCCESSOR) {
      contest.queue.remove(named.get());
      contest.queue.add(0, named.get());
    }
  }

  private void tell(
      Kind kind, Contest contest, Standing who, Optional<Held> held, Optional<EndReason> reason) {
    boolean swapped = lie == Lie.SWAPS_EVENTS && kind == Kind.PROMOTED;
    log.add(
        swapped ? log.size() - 1 : log.size(),
        new ElectionEvent(
            new ElectionEvent.Position(log.size(), 0),
            contest.name,
            kind,
            who.candidate(),
            who.session(),
            held.map(Held::token),
            held.map(Held::grant),
            reason,
            who.metadata()));
  }
}
