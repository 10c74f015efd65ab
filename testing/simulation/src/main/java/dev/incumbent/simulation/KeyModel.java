package dev.incumbent.simulation;

import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the coordinator's keys hold and held, made from the writes that took effect alone. */
final class KeyModel {
  /** What a key held from that entry of the log on. */
  private record Held(long index, Optional<Answer.Stored> stored) {}

  private final TreeMap<String, List<Held>> keys = new TreeMap<>();
  private final TreeMap<ElectionName, TreeSet<Long>> holders = new TreeMap<>();
  private final TreeSet<String> values = new TreeSet<>();

  /** From now on that key is looked at. */
  void know(String key) {
    history(key);
  }

  private List<Held> history(String key) {
    return keys.computeIfAbsent(key, it -> startingWith(0, Optional.empty()));
  }

  private static List<Held> startingWith(long index, Optional<Answer.Stored> stored) {
    return new ArrayList<>(List.of(new Held(index, stored)));
  }

  /** Who may write within this entry: whoever held before it, or is granted by it. */
  void grants(List<ElectionEvent> events) {
    each(events, ElectionEvent.Kind.GRANTED, Set::add);
  }

  /** Who may write no more after it. */
  void ends(List<ElectionEvent> events) {
    each(events, ElectionEvent.Kind.ENDED, Set::remove);
  }

  private interface Change {
    boolean apply(Set<Long> tokens, Long token);
  }

  private void each(List<ElectionEvent> events, ElectionEvent.Kind kind, Change change) {
    for (ElectionEvent event : events) {
      if (event.kind() == kind) {
        change.apply(
            holders.computeIfAbsent(event.election(), it -> new TreeSet<>()),
            event.token().orElseThrow().value());
      }
    }
  }

  /** A write took effect, in that entry of the log. */
  void took(Operation operation, long version, long index) {
    if (operation instanceof Operation.Put put) {
      fenced(put.election(), put.token(), operation);
      if (!values.add(put.value().toUtf8())) {
        throw new ViolationException("I4", put + " took effect twice");
      }
      newer(put.key(), version, operation);
      hold(put.key(), index, stored(put, version));
    } else if (operation instanceof Operation.Delete delete) {
      fenced(delete.election(), delete.token(), operation);
      hold(delete.key(), index, Optional.empty());
    }
  }

  private static Optional<Answer.Stored> stored(Operation.Put put, long version) {
    return Optional.of(new Answer.Stored(put.value(), version, put.election(), put.token()));
  }

  private void fenced(ElectionName election, FencingToken token, Operation operation) {
    Set<Long> may = holders.getOrDefault(election, new TreeSet<>());
    if (!may.contains(token.value())) {
      throw new ViolationException("I1", operation + " took effect, and those who hold are " + may);
    }
  }

  private void newer(String key, long version, Operation operation) {
    long before = now(key).map(Answer.Stored::version).orElse(0L);
    if (version <= before) {
      throw new ViolationException(
          "I4", operation + " has version " + version + " after " + before);
    }
  }

  private void hold(String key, long index, Optional<Answer.Stored> stored) {
    history(key).add(new Held(index, stored));
  }

  private Optional<Answer.Stored> now(String key) {
    return at(key, Long.MAX_VALUE);
  }

  /** What the key held after that entry of the log. */
  Optional<Answer.Stored> at(String key, long index) {
    List<Held> all = keys.getOrDefault(key, List.of());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).index() <= index) {
        return all.get(i).stored();
      }
    }
    return Optional.empty();
  }

  /** Nothing is lost, and nothing is there that never took effect. */
  void compare(CoordinatorState state) {
    compare(state, Long.MAX_VALUE);
  }

  /** A copy has what was there then. */
  void compareAt(CoordinatorState copy) {
    compare(copy, copy.index());
  }

  private void compare(CoordinatorState state, long index) {
    for (String key : keys.keySet()) {
      Optional<Answer.Stored> there = state.value(key);
      Optional<Answer.Stored> should = at(key, index);
      if (!there.equals(should)) {
        throw new ViolationException(
            "I4", "key '" + key + "' holds " + there + " and should hold " + should);
      }
    }
  }

  /** It goes on from a copy, and nobody holds anything. */
  void restored(CoordinatorState state) {
    holders.clear();
    values.clear();
    keys.replaceAll((key, held) -> startingWith(state.index(), state.value(key)));
  }
}
