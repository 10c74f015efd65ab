package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.StateView;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;

/**
 * What a node knows of the world, which every role looks at: the time, the applied state, who
 * leads, and whether a majority answers.
 *
 * <pre>
 * this node   event                                            next
 * follows     BecameReady(t)                                   leads t
 * leads t     BecameReady(u)                                   leads u
 * leads t     LostLeadership, an entry or a leader of u > t    follows
 * </pre>
 */
final class Situation {
  private static final long NOT_LEADING = 0;

  private final HostConfig config;
  private long now;
  private StateView state;
  private long leads = NOT_LEADING;
  private long knownTerm;
  private Optional<String> leader = Optional.empty();
  private boolean quorum;
  private boolean stopping;
  private List<HostEvent.Member> members = List.of();

  Situation(HostConfig config, StateView state) {
    this.config = config;
    this.state = state;
  }

  void time(long nanos) {
    now = nanos;
  }

  void state(StateView newest) {
    state = newest;
  }

  void ready(long term) {
    leads = term;
    knownTerm = Math.max(knownTerm, term);
    quorum = true;
    leader = addressOf(config.node()).or(() -> leader);
  }

  void deposed() {
    leads = NOT_LEADING;
    leader = Optional.empty();
  }

  /** An older term than already known changes nothing, nor does ignorance while this node leads. */
  void leader(long term, Optional<String> address) {
    if (term < knownTerm || (leads() && address.isEmpty())) {
      return;
    }
    knownTerm = term;
    leader = address;
  }

  void quorum(boolean seen) {
    quorum = seen;
  }

  void members(List<HostEvent.Member> newest) {
    members = newest;
  }

  void stop() {
    stopping = true;
  }

  HostConfig config() {
    return config;
  }

  long now() {
    return now;
  }

  StateView state() {
    return state;
  }

  boolean leads() {
    return leads != NOT_LEADING;
  }

  boolean leads(long term) {
    return leads() && leads == term;
  }

  /** The newest term of which this node knows. */
  long knownTerm() {
    return knownTerm;
  }

  /** The term that this node leads; not to be asked unless it leads. */
  long term() {
    return leads;
  }

  boolean quorum() {
    return quorum;
  }

  boolean stopping() {
    return stopping;
  }

  List<HostEvent.Member> members() {
    return members;
  }

  /** The node that leads, if it is another one and known. */
  Optional<String> otherLeader() {
    return leader.flatMap(this::nodeAt).filter(node -> !leads() && !node.equals(config.node()));
  }

  ServerMessage.Leader leaderMessage() {
    return new ServerMessage.Leader(leads() ? leads : knownTerm, leads(), leader);
  }

  private Optional<String> addressOf(String node) {
    return members.stream()
        .filter(member -> member.node().equals(node))
        .map(HostEvent.Member::address)
        .findFirst();
  }

  private Optional<String> nodeAt(String address) {
    return members.stream()
        .filter(member -> member.address().equals(address))
        .map(HostEvent.Member::node)
        .findFirst();
  }
}
