package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * I2 (no token is granted twice), I3 (a later grant has the larger token) and the coordinator's
 * half of C-1 (one end for each grant), in the order of the log.
 */
final class GrantCheck {
  private static final class Contest {
    private long lastToken;
    private Optional<ElectionEvent> open = Optional.empty();
  }

  private final TreeMap<String, Contest> contests = new TreeMap<>();
  private final List<EndReason> ends = new ArrayList<>();
  private long granted;

  void applied(List<ElectionEvent> events) {
    for (ElectionEvent event : events) {
      Contest contest = contests.computeIfAbsent(event.election().value(), name -> new Contest());
      if (event.kind() == ElectionEvent.Kind.GRANTED) {
        granted(contest, event);
      } else if (event.kind() == ElectionEvent.Kind.ENDED) {
        ended(contest, event);
      }
    }
  }

  private void granted(Contest contest, ElectionEvent event) {
    long token = event.token().orElseThrow().value();
    if (token == contest.lastToken) {
      throw new ViolationException("I2", "token " + token + " is granted twice: " + event);
    }
    if (token < contest.lastToken) {
      throw new ViolationException("I3", event + " comes after token " + contest.lastToken);
    }
    if (contest.open.isPresent()) {
      throw new ViolationException("C-1", event + " is granted over " + contest.open.get());
    }
    contest.lastToken = token;
    contest.open = Optional.of(event);
    granted++;
  }

  private void ended(Contest contest, ElectionEvent event) {
    if (contest.open.isEmpty() || !contest.open.get().token().equals(event.token())) {
      throw new ViolationException("C-1", event + " ends what is not held: " + contest.open);
    }
    contest.open = Optional.empty();
    event.reason().ifPresent(ends::add);
  }

  /** The cluster goes on from a copy: what was open in it has ended without an event. */
  void restored() {
    contests.values().forEach(contest -> contest.open = Optional.empty());
  }

  long granted() {
    return granted;
  }

  /** Why leaderships ended, in order. */
  List<EndReason> ends() {
    return ends;
  }

  /** Why the last one ended. */
  @Nullable EndReason last() {
    return ends.isEmpty() ? null : ends.get(ends.size() - 1);
  }
}
