package dev.incumbent.simulation;

import dev.incumbent.coordinator.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** One node's part in Raft. */
final class Member {
  private final SimNode node;

  /** What of the log is on its disk, synced. */
  long match;

  /** Up to where applying is under way in this life. */
  long applied;

  /** When the last of that will have been applied. */
  long appliedAtNanos;

  /** The term in which it believes to lead, 0 for none. */
  long leadsTerm;

  /** What was submitted to it and will not be answered as applied for its sake. */
  final List<LogEntry> unanswered = new ArrayList<>();

  long toldTerm;
  String toldLeader = "";
  boolean toldQuorum;
  long lagNanos;

  /** Until when its log holds back what was given to it in this term. */
  long stalledUntilNanos;

  Member(SimNode node) {
    this.node = node;
  }

  SimNode node() {
    return node;
  }

  Machine machine() {
    return node.machine();
  }

  /** All that was not durable is gone. */
  void crashed() {
    leadsTerm = 0;
    unanswered.clear();
    toldTerm = 0;
    toldLeader = "";
    toldQuorum = false;
    applied = 0;
    appliedAtNanos = 0;
  }
}
