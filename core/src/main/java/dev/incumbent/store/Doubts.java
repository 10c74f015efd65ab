package dev.incumbent.store;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.session.SessionId;
import dev.incumbent.store.Attempt.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The writes of which it is not known whether they took effect, or will yet: all that replace one
 * version, of which the storage lets one through at most.
 *
 * <p>A write is recognised by the number that it drew, in the record that it made or in the marks
 * of the next {@value #MAX} and more; it did not and never will take effect once the record has
 * gone on without it.
 */
final class Doubts {
  static final int MAX = 16;

  private final List<Attempt> attempts = new ArrayList<>();

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  void add(Attempt attempt) {
    attempts.add(attempt);
    if (attempts.size() > MAX) {
      attempts.remove(0);
    }
  }

  void remove(Attempt attempt) {
    attempts.remove(attempt);
  }

  void clear() {
    attempts.clear();
  }

  /** Whether one of them has the session hold the election. */
  boolean mayGrant(SessionId session) {
    return attempts.stream().anyMatch(it -> it.write().after().heldBy(session).isPresent());
  }

  boolean contain(Asked asked) {
    return attempts.stream().anyMatch(it -> it.asked().equals(Optional.of(asked)));
  }

  /** The one that the record shows to have taken effect. */
  Optional<Attempt> confirmedBy(RecordState read) {
    return attempts.stream()
        .filter(it -> read.has(it.write().mark()).equals(Optional.of(true)))
        .findFirst();
  }

  /**
   * Forgets those that surely did not take effect, and returns what was asked by those of which
   * nobody can tell any more.
   */
  List<Asked> unclearIn(Known read) {
    TreeMap<Long, Asked> unclear = new TreeMap<>();
    for (Attempt attempt : List.copyOf(attempts)) {
      if (attempt.baseVersion() != read.version()) {
        attempts.remove(attempt);
        if (read.state().has(attempt.write().mark()).isEmpty()) {
          attempt.asked().ifPresent(it -> unclear.put(it.sequence(), it));
        }
      }
    }
    return List.copyOf(unclear.values());
  }
}
