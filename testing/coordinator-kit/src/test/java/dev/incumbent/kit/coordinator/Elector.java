package dev.incumbent.kit.coordinator;

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
import dev.incumbent.kit.coordinator.Contest.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who leads which election: grants, ends, and the log of both. Guarded by the backend. */
final class Elector {
  private static final int MANY = 4;

  final TreeMap<ElectionName, Contest> contests = new TreeMap<>();
  final Map<FencingToken, EndReason> ends = new HashMap<>();
  final List<ElectionEvent> log = new ArrayList<>();

  private final Lie lie;
  private long lastToken;
  private long lastGrant;

  Elector(Lie lie) {
    this.lie = lie;
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
    tell(Kind.PROMOTED, contest, held.by(), Optional.of(held), Optional.empty());
    if (lie == Lie.GRANTS_AGAIN_WHILE_MANY_WAIT && contest.queue.size() >= MANY) {
      end(contest, EndReason.RESIGNED, Optional.empty());
    }
  }

  void end(Contest contest, EndReason reason, Optional<CandidateName> successor) {
    Held held = contest.holder.orElseThrow();
    contest.holder = Optional.empty();
    ends.put(held.token(), reason);
    if (reason.clean()) {
      contest.unclean.clear();
    } else if (held.promoted()) {
      contest.unclean.addAll(held.toClaim());
    }
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
            by.candidate(), by.session(), held.token(), held.grant(), reason, 0, 0));
  }

  private void grant(Contest contest) {
    if (contest.holder.isPresent() || contest.queue.isEmpty() || waits(contest)) {
      return;
    }
    Standing next = contest.queue.remove(0);
    lastGrant++;
    Set<String> toClaim = new TreeSet<>(next.fences());
    if (lie != Lie.FORGETS_PREDECESSORS) {
      toClaim.addAll(contest.unclean);
    }
    contest.holder = Optional.of(Held.of(next, nextToken(), new GrantId(1, lastGrant), toClaim));
    tell(Kind.GRANTED, contest, next, contest.holder, Optional.empty());
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

  private static boolean waits(Contest contest) {
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
