package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Conditions;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One election as the backend has it. Guarded by the backend. */
final class Contest {
  /** Who waits. */
  record Standing(
      SessionId session,
      CandidateName candidate,
      int priority,
      Set<String> fences,
      Bytes metadata,
      long lockDelayNanos,
      Revocation revocation) {
    Standing showing(Bytes other) {
      return new Standing(session, candidate, priority, fences, other, lockDelayNanos, revocation);
    }

    boolean is(SessionId other, CandidateName name) {
      return session.equals(other) && candidate.equals(name);
    }
  }

  /** A leadership whose work may still be at it, and the fences that it claimed. */
  record Inherited(Standing by, FencingToken token, GrantId grant, Set<String> fences) {
    Predecessor predecessor() {
      return new Predecessor(token, grant, by.session, by.candidate, "");
    }

    private Conditions.Predecessor shown() {
      return new Conditions.Predecessor(token, by.session, by.candidate, "", List.copyOf(fences));
    }
  }

  /** A grant that has not ended. */
  record Held(
      Standing by,
      FencingToken token,
      GrantId grant,
      List<Inherited> predecessors,
      boolean promoted,
      Optional<EndReason> withdrawn,
      long withdrawnNanos,
      Optional<CandidateName> handOver) {
    static Held of(Standing by, FencingToken token, GrantId grant, List<Inherited> predecessors) {
      return new Held(by, token, grant, predecessors, false, Optional.empty(), 0, Optional.empty());
    }

    /** Its own fences, and its predecessors'. */
    Set<String> toClaim() {
      Set<String> all = new TreeSet<>(by.fences);
      predecessors.forEach(p -> all.addAll(p.fences));
      return all;
    }

    Held asPromoted() {
      return new Held(by, token, grant, predecessors, true, withdrawn, withdrawnNanos, handOver);
    }

    Held showing(Bytes metadata) {
      return new Held(
          by.showing(metadata),
          token,
          grant,
          predecessors,
          promoted,
          withdrawn,
          withdrawnNanos,
          handOver);
    }

    Held withdrawn(EndReason reason, long now) {
      return new Held(by, token, grant, predecessors, promoted, Optional.of(reason), now, handOver);
    }

    Held asked(CandidateName to) {
      return new Held(
          by, token, grant, predecessors, promoted, withdrawn, withdrawnNanos, Optional.of(to));
    }
  }

  /** Nobody is granted the election before that time, because of how that leadership ended. */
  record Delay(FencingToken token, long millis, long untilNanos) {}

  final ElectionName name;
  final List<Standing> queue = new ArrayList<>();
  final Deque<ElectionView.Past> history = new ArrayDeque<>();
  final List<Inherited> inherited = new ArrayList<>();

  /** The newest first. */
  final List<Conditions.Note> notes = new ArrayList<>();

  Optional<Held> holder = Optional.empty();
  Optional<Delay> delay = Optional.empty();
  boolean paused;

  /** A liar's: nobody else is granted it. */
  Optional<CandidateName> waitsFor = Optional.empty();

  Contest(ElectionName name) {
    this.name = name;
  }

  ElectionView view(Lie lie) {
    return new ElectionView(
        name,
        holder.map(held -> shown(held, lie)),
        queue.stream()
            .map(s -> new ElectionView.Waiting(s.session, s.candidate, "", s.metadata, s.priority))
            .toList(),
        List.copyOf(history),
        conditions());
  }

  private Conditions conditions() {
    return new Conditions(
        paused,
        false,
        delay.map(d -> new Conditions.LockDelay(d.token, d.millis)),
        0,
        Optional.empty(),
        new Conditions.Inherited(
            inherited.stream().map(Inherited::shown).toList(), inherited.size(), List.of()),
        notes);
  }

  private static ElectionView.Holder shown(Held held, Lie lie) {
    return new ElectionView.Holder(
        held.by.session,
        held.by.candidate,
        "",
        lie == Lie.HIDES_METADATA ? Bytes.EMPTY : held.by.metadata,
        held.token,
        held.grant,
        lie == Lie.HIDES_THE_REVOCATION ? Revocation.AFTER_LEASE : held.by.revocation,
        held.promoted,
        held.withdrawn,
        0,
        0);
  }
}
