package dev.incumbent.kit.coordinator;

import dev.incumbent.election.Conditions;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.kit.coordinator.Contest.Inherited;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What operators do to elections. Guarded by the backend. */
final class OperatorDesk {
  private final Elector elector;
  private final Lie lie;

  OperatorDesk(Elector elector, Lie lie) {
    this.elector = elector;
    this.lie = lie;
  }

  void act(Contest contest, OperatorAct act, String by) {
    String what =
        act.<String>match(
            pause -> pause(contest, true),
            resume -> pause(contest, false),
            retire -> retire(contest, retire.fence()),
            forget -> forget(contest, forget.token()),
            dead -> confirmDead(contest, dead.token()),
            raise -> raise(raise.above()));
    if (lie != Lie.NOTES_NO_ACTS) {
      contest.notes.add(0, new Conditions.Note(0, by, what));
    }
    elector.grant(contest);
  }

  private static String pause(Contest contest, boolean paused) {
    contest.paused = paused;
    return paused ? "paused" : "resumed";
  }

  private String retire(Contest contest, String fence) {
    if (lie != Lie.KEEPS_RETIRED_FENCES) {
      contest.inherited.replaceAll(it -> without(it, fence));
    }
    return "fence " + fence + " retired";
  }

  private static Inherited without(Inherited it, String fence) {
    Set<String> fences = new TreeSet<>(it.fences());
    fences.remove(fence);
    return new Inherited(it.by(), it.token(), it.grant(), fences);
  }

  private String forget(Contest contest, FencingToken token) {
    if (contest.inherited.stream().noneMatch(it -> it.token().equals(token))) {
      throw Failure.of(FailureCode.NOT_FOUND, "nothing is inherited of " + token).toException();
    }
    if (lie != Lie.REMEMBERS_WHAT_WAS_FORGOTTEN) {
      contest.inherited.removeIf(it -> it.token().equals(token));
    }
    return "predecessor " + token + " forgotten";
  }

  private String confirmDead(Contest contest, FencingToken token) {
    if (lie == Lie.DISBELIEVES_DEATHS) {
      return "noted";
    }
    if (contest.holder.filter(held -> held.token().equals(token)).isPresent()) {
      elector.end(contest, EndReason.CONFIRMED_DEAD, Optional.empty());
    } else {
      contest.inherited.removeIf(it -> it.token().equals(token));
      contest.delay = contest.delay.filter(delay -> !delay.token().equals(token));
    }
    return "death of " + token + " confirmed";
  }

  private String raise(long above) {
    if (lie != Lie.RAISES_NO_FLOOR) {
      elector.raise(above);
    }
    return "floor raised above " + above;
  }
}
