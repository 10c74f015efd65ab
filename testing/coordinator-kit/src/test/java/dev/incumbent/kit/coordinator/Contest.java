package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
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
      Bytes metadata) {}

  /** A grant that has not ended. */
  record Held(
      Standing by,
      FencingToken token,
      GrantId grant,
      Set<String> toClaim,
      boolean promoted,
      Optional<EndReason> withdrawn,
      long withdrawnNanos,
      Optional<CandidateName> handOver) {
    static Held of(Standing by, FencingToken token, GrantId grant, Set<String> toClaim) {
      return new Held(by, token, grant, toClaim, false, Optional.empty(), 0, Optional.empty());
    }

    Held asPromoted() {
      return new Held(by, token, grant, toClaim, true, withdrawn, withdrawnNanos, handOver);
    }

    Held withdrawn(EndReason reason, long now) {
      return new Held(by, token, grant, toClaim, promoted, Optional.of(reason), now, handOver);
    }

    Held asked(CandidateName to) {
      return new Held(
          by, token, grant, toClaim, promoted, withdrawn, withdrawnNanos, Optional.of(to));
    }
  }

  final ElectionName name;
  final List<Standing> queue = new ArrayList<>();
  final Deque<ElectionView.Past> history = new ArrayDeque<>();

  /** Fences that were perhaps claimed by leaders whose work may still be at it. */
  final Set<String> unclean = new TreeSet<>();

  Optional<Held> holder = Optional.empty();

  /** A liar's: nobody else is granted it. */
  Optional<CandidateName> waitsFor = Optional.empty();

  Contest(ElectionName name) {
    this.name = name;
  }

  ElectionView view(boolean hidesMetadata) {
    return new ElectionView(
        name,
        holder.map(held -> shown(held, hidesMetadata)),
        queue.stream()
            .map(s -> new ElectionView.Waiting(s.session, s.candidate, "", s.metadata, s.priority))
            .toList(),
        List.copyOf(history));
  }

  private static ElectionView.Holder shown(Held held, boolean hidesMetadata) {
    return new ElectionView.Holder(
        held.by.session,
        held.by.candidate,
        "",
        hidesMetadata ? Bytes.EMPTY : held.by.metadata,
        held.token,
        held.grant,
        Revocation.AFTER_LEASE,
        held.promoted,
        held.withdrawn,
        0,
        0);
  }
}
