package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * I2 (no token is granted twice), I3 (a later grant has the larger token) and the coordinator's
 * half of C-1 (one end for each grant), in the order of the log or of a record's writes.
 */
final class GrantCheck {
  private static final class Contest {
    private long lastToken;
    private long openToken;
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
    if (contest.openToken > 0) {
      throw new ViolationException("C-1", event + " is granted over " + contest.openToken);
    }
    contest.lastToken = token;
    contest.openToken = token;
    granted++;
  }

  private void ended(Contest contest, ElectionEvent event) {
    if (contest.openToken != event.token().orElseThrow().value()) {
      throw new ViolationException(
          "C-1", event + " ends what is not held: that is " + contest.openToken);
    }
    contest.openToken = 0;
    event.reason().ifPresent(ends::add);
  }

  /** The cluster goes on from a copy: what was open in it has ended without an event. */
  void restored() {
    contests.values().forEach(contest -> contest.openToken = 0);
  }

  /**
   * A record goes on from what it once was, or from what a process remembers of it.
   *
   * @param openToken the leadership that is held; 0 if none is
   */
  void goesOn(ElectionName election, long lastToken, long openToken) {
    Contest contest = contests.computeIfAbsent(election.value(), name -> new Contest());
    contest.lastToken = lastToken;
    contest.openToken = openToken;
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
