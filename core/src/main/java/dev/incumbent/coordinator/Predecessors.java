package dev.incumbent.coordinator;

import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.Incarnation;
import dev.incumbent.fencing.Predecessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The leaderships of an election whose work may still be writing: the last one whose promotion was
 * reported and every later one, less those that ended cleanly. The next leader claims their fences,
 * too, and fences them by action.
 *
 * <p>Bounded by {@link #MAX}: beyond it the oldest lose their names, but their fences are never
 * dropped.
 *
 * @param known oldest first
 * @param mergedFences the fences of those that are no longer known one by one, sorted
 */
record Predecessors(List<Known> known, List<String> mergedFences) {
  /** The most that are known one by one. */
  static final int MAX = 1_000;

  static final Predecessors NONE = new Predecessors(List.of(), List.of());

  Predecessors {
    known = List.copyOf(known);
    mergedFences = List.copyOf(mergedFences);
  }

  /** One of them, and the fences that its work may still be writing through. */
  record Known(Predecessor predecessor, List<String> fences) {
    Known {
      fences = List.copyOf(fences);
    }

    Known withoutFence(String fence) {
      return new Known(predecessor, fences.stream().filter(name -> !name.equals(fence)).toList());
    }

    static Known of(Grant grant) {
      Candidate candidate = grant.candidate();
      return new Known(
          new Predecessor(
              grant.token(),
              grant.id(),
              candidate.session(),
              candidate.name(),
              candidate.incarnation()),
          candidate.fences());
    }

    /** Whether it was the same candidate of the same client: its work has returned (S-5). */
    boolean wasHeldBy(Candidate anew) {
      Optional<Incarnation> process = Incarnation.find(anew.incarnation());
      return predecessor.candidate().equals(anew.name())
          && (predecessor.session().equals(anew.session())
              || (process.isPresent() && process.equals(predecessor.process())));
    }
  }

  /** These and {@code grant}, which has ended and whose work may not have returned. */
  Predecessors plus(Grant grant) {
    List<Known> longer = new ArrayList<>(known);
    longer.add(Known.of(grant));
    List<String> merged = mergedFences;
    while (longer.size() > MAX) {
      merged = union(merged, longer.remove(0).fences());
    }
    return new Predecessors(longer, merged);
  }

  /**
   * These less the former leaderships of a candidate that campaigns anew in the same session, or in
   * a later one of the same client: its work has returned (S-5).
   */
  Predecessors without(Candidate anew) {
    List<Known> others = new ArrayList<>();
    for (Known predecessor : known) {
      if (!predecessor.wasHeldBy(anew)) {
        others.add(predecessor);
      }
    }
    return others.size() == known.size() ? this : new Predecessors(others, mergedFences);
  }

  /** These less the one with that token. */
  Predecessors withoutToken(FencingToken token) {
    List<Known> others =
        known.stream().filter(one -> !one.predecessor().token().equals(token)).toList();
    return new Predecessors(others, mergedFences);
  }

  /** These without that fence. */
  Predecessors withoutFence(String fence) {
    return new Predecessors(
        known.stream().map(one -> one.withoutFence(fence)).toList(),
        mergedFences.stream().filter(name -> !name.equals(fence)).toList());
  }

  /** As the next leader is told them, oldest first. */
  List<Predecessor> told() {
    return known.stream().map(Known::predecessor).toList();
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
