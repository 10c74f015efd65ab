package dev.incumbent.coordinator;

import dev.incumbent.election.CandidateName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The leaderships of an election whose work may still be writing: the last one whose promotion was
 * reported and every later one, less those that ended cleanly. The next leader claims their fences,
 * too.
 *
 * <p>Bounded by {@link #MAX}: beyond it the oldest lose their names, but their fences are never
 * dropped.
 *
 * @param known oldest first
 * @param mergedFences the fences of those that are no longer known one by one, sorted
 */
record Predecessors(List<Predecessor> known, List<String> mergedFences) {
  /** The most that are known one by one. */
  static final int MAX = 1_000;

  static final Predecessors NONE = new Predecessors(List.of(), List.of());

  Predecessors {
    known = List.copyOf(known);
    mergedFences = List.copyOf(mergedFences);
  }

  /**
   * One of them.
   *
   * @param incarnation the process that it was, for fencing actions
   */
  record Predecessor(
      FencingToken token,
      SessionId session,
      CandidateName candidate,
      String incarnation,
      List<String> fences) {
    Predecessor {
      fences = List.copyOf(fences);
    }

    Predecessor withoutFence(String fence) {
      List<String> others = fences.stream().filter(name -> !name.equals(fence)).toList();
      return new Predecessor(token, session, candidate, incarnation, others);
    }

    static Predecessor of(Grant grant) {
      Candidate candidate = grant.candidate();
      return new Predecessor(
          grant.token(),
          candidate.session(),
          candidate.name(),
          candidate.incarnation(),
          candidate.fences());
    }
  }

  /** These and {@code grant}, which has ended and whose work may not have returned. */
  Predecessors plus(Grant grant) {
    List<Predecessor> longer = new ArrayList<>(known);
    longer.add(Predecessor.of(grant));
    List<String> merged = mergedFences;
    while (longer.size() > MAX) {
      merged = union(merged, longer.remove(0).fences());
    }
    return new Predecessors(longer, merged);
  }

  /**
   * These less the former leaderships of a candidate that campaigns anew in the same session: its
   * work has returned (S-5).
   */
  Predecessors without(SessionId session, CandidateName candidate) {
    List<Predecessor> others = new ArrayList<>();
    for (Predecessor predecessor : known) {
      if (!predecessor.session().equals(session) || !predecessor.candidate().equals(candidate)) {
        others.add(predecessor);
      }
    }
    return others.size() == known.size() ? this : new Predecessors(others, mergedFences);
  }

  /** These less the one with that token. */
  Predecessors without(FencingToken token) {
    List<Predecessor> others =
        known.stream().filter(predecessor -> !predecessor.token().equals(token)).toList();
    return new Predecessors(others, mergedFences);
  }

  /** These without that fence. */
  Predecessors withoutFence(String fence) {
    return new Predecessors(
        known.stream().map(predecessor -> predecessor.withoutFence(fence)).toList(),
        mergedFences.stream().filter(name -> !name.equals(fence)).toList());
  }

  /** Their fences and {@code own}, sorted, each once. */
  List<String> fencesWith(List<String> own) {
    if (known.isEmpty() && mergedFences.isEmpty()) {
      return union(List.of(), own);
    }
    TreeSet<String> all = new TreeSet<>(mergedFences);
    all.addAll(own);
    known.forEach(predecessor -> all.addAll(predecessor.fences()));
    return List.copyOf(all);
  }

  private static List<String> union(List<String> some, List<String> others) {
    TreeSet<String> all = new TreeSet<>(some);
    all.addAll(others);
    return List.copyOf(all);
  }
}
