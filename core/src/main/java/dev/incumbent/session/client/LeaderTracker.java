package dev.incumbent.session.client;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ServerMessage;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who leads the coordinator, from what all nodes say: the newest term's word counts, and only the
 * leader's own word makes it the main node. Not for use by several threads.
 *
 * <p>A hint for liveness only: no safety hangs on it. A restored cluster begins anew, with lower
 * terms: what is known is forgotten when no stream is up, and when a node names a leader of a lower
 * term than it did before, which no node of one cluster does.
 */
final class LeaderTracker {
  /** What a word changed. */
  enum Change {
    NOTHING,
    MAIN
  }

  private final TreeMap<String, Long> said = new TreeMap<>();
  private long term = -1;
  private Optional<String> address = Optional.empty();
  private Optional<Link> main = Optional.empty();

  Optional<Link> main() {
    return main;
  }

  long term() {
    return term;
  }

  /** Whether some node named a leader in the newest term. */
  boolean isKnown() {
    return main.isPresent() || address.isPresent();
  }

  /**
   * The node that others name as the leader of the newest term, while it has not said so itself.
   */
  Optional<String> unconfirmed() {
    return main.isPresent() ? Optional.empty() : address;
  }

  /** Takes a node's word; empty if it is stale. */
  Optional<Change> told(Link link, ServerMessage.Leader word) {
    notice(link, word);
    if (word.term() < term) {
      return Optional.empty();
    }
    boolean newTerm = word.term() > term;
    Optional<Link> mainBefore = main;
    if (newTerm) {
      term = word.term();
      forgetLeader();
    }
    if (word.ready()) {
      main = Optional.of(link);
    } else if (main.filter(m -> m == link).isPresent()) {
      forgetLeader();
    }
    if (main.isEmpty()) {
      address = word.leader();
    }
    boolean renewed = newTerm && main.isPresent();
    return Optional.of(renewed || !mainBefore.equals(main) ? Change.MAIN : Change.NOTHING);
  }

  /**
   * No node of one cluster names a leader of a lower term than it did before. One that has just
   * started names nobody, in no term.
   */
  private void notice(Link link, ServerMessage.Leader word) {
    if (!word.ready() && word.leader().isEmpty()) {
      return;
    }
    Long before = said.put(link.address(), word.term());
    if (before != null && word.term() < before) {
      said.clear();
      said.put(link.address(), word.term());
      term = -1;
    }
  }

  private void forgetLeader() {
    main = Optional.empty();
    address = Optional.empty();
  }

  /** A stream is gone; returns whether it was the main node's. */
  boolean gone(Link link, boolean noneUp) {
    boolean wasMain = main.filter(m -> m == link).isPresent();
    if (wasMain) {
      forgetLeader();
    }
    if (noneUp) {
      said.clear();
      term = -1;
      address = Optional.empty();
    }
    return wasMain;
  }

  Failure unreachable(Collection<Link> links) {
    if (links.stream().anyMatch(Link::isUp)) {
      String known = address.map(a -> "; the last known leader is " + a).orElse("");
      return Failure.of(FailureCode.NO_QUORUM, "no node of the coordinator leads" + known);
    }
    String troubles =
        links.stream().map(l -> l.address() + ": " + l.trouble()).collect(Collectors.joining("; "));
    return Failure.of(FailureCode.UNAVAILABLE, "no node of the coordinator answers: " + troubles);
  }
}
