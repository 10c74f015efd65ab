package dev.incumbent.session.client;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * All candidacies of a client, by number, by name and by what they hold: hands each event of the
 * session to the one that it is about, and gives back what none of them knows. Not for use by
 * several threads.
 */
final class Candidacies {
  /** A candidate's place: one candidacy each. */
  private record Place(ElectionName election, CandidateName candidate)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::election).thenComparing(Place::candidate);

    static Place of(CandidacyProtocol candidacy) {
      return new Place(candidacy.operation().election(), candidacy.operation().candidate());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * What a candidacy holds. Elections may share a token: only a cluster has one counter for all of
   * them.
   */
  private record Held(ElectionName election, FencingToken token) implements Comparable<Held> {
    private static final Comparator<Held> ORDER =
        Comparator.comparing(Held::election).thenComparing(Held::token);

    @Override
    public int compareTo(Held other) {
      return ORDER.compare(this, other);
    }
  }

  private final TreeMap<Long, CandidacyProtocol> byId = new TreeMap<>();
  private final TreeMap<Place, CandidacyProtocol> byPlace = new TreeMap<>();
  private final TreeMap<Held, CandidacyProtocol> byHeld = new TreeMap<>();
  private final TreeSet<Long> left = new TreeSet<>();
  private int suspectable;

  void add(CandidacyProtocol candidacy) {
    byId.put(candidacy.id(), candidacy);
    byPlace.put(Place.of(candidacy), candidacy);
    suspectable += isSuspectable(candidacy) ? 1 : 0;
  }

  void remove(CandidacyProtocol candidacy) {
    if (byId.remove(candidacy.id()) != null) {
      left.remove(candidacy.id());
      byPlace.remove(Place.of(candidacy), candidacy);
      suspectable -= isSuspectable(candidacy) ? 1 : 0;
    }
  }

  /** Nobody waits for it to close any more, though it still stands. */
  void left(CandidacyProtocol candidacy) {
    left.add(candidacy.id());
  }

  /** Whether nobody waits for any to close. */
  boolean allLeft() {
    return left.containsAll(byId.keySet());
  }

  /** Whether one stands whose silence is to be told early. */
  boolean anySuspectable() {
    return suspectable > 0;
  }

  boolean anyWorking() {
    return byId.values().stream().anyMatch(CandidacyProtocol::isWorking);
  }

  Optional<CandidacyProtocol> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The leadership with that token, if the candidacy still has it. */
  Optional<LeadershipProtocol> find(long id, FencingToken token) {
    return find(id)
        .flatMap(CandidacyProtocol::leadership)
        .filter(leadership -> leadership.token().equals(token));
  }

  void holds(CandidacyProtocol candidacy, FencingToken token) {
    byHeld.put(new Held(candidacy.operation().election(), token), candidacy);
  }

  void holdsNoMore(CandidacyProtocol candidacy, FencingToken token) {
    byHeld.remove(new Held(candidacy.operation().election(), token));
  }

  void forEach(Consumer<CandidacyProtocol> action) {
    new ArrayList<>(byId.values()).forEach(action);
  }

  /** Every leadership lives by the lease that was lost. */
  void leaseLost() {
    forEach(candidacy -> candidacy.leadership().ifPresent(LeadershipProtocol::leaseLost));
  }

  /** Hands an event to the candidacy that it is about; returns what to give back unused. */
  Optional<Operation> happened(SessionEvent event) {
    if (event instanceof SessionEvent.Granted granted) {
      CandidacyProtocol candidacy = byPlace.get(new Place(granted.election(), granted.candidate()));
      if (candidacy == null) {
        return Optional.of(giveBack(granted.election(), granted.token()));
      }
      candidacy.granted(granted);
      return Optional.empty();
    }
    Optional.ofNullable(byHeld.get(new Held(event.election(), event.token())))
        .flatMap(CandidacyProtocol::leadership)
        .filter(leadership -> leadership.token().equals(event.token()))
        .ifPresent(leadership -> happened(leadership, event));
    return Optional.empty();
  }

  /** Takes the coordinator's word for all of the session; returns what to give back unused. */
  List<Operation> state(ServerMessage.SessionState message) {
    TreeMap<Place, ServerMessage.Held> held = new TreeMap<>();
    message.held().forEach(h -> held.put(new Place(h.election(), h.candidate()), h));
    TreeSet<Place> queued = new TreeSet<>();
    message.queued().forEach(q -> queued.add(new Place(q.election(), q.candidate())));
    List<Operation> back = new ArrayList<>();
    for (ServerMessage.Held it : message.held()) {
      if (!isExpected(it)) {
        back.add(giveBack(it.election(), it.token()));
        held.remove(new Place(it.election(), it.candidate()));
      }
    }
    forEach(
        candidacy -> {
          Place place = Place.of(candidacy);
          candidacy.state(Optional.ofNullable(held.get(place)), queued.contains(place));
        });
    return back;
  }

  private boolean isExpected(ServerMessage.Held held) {
    CandidacyProtocol candidacy = byPlace.get(new Place(held.election(), held.candidate()));
    return candidacy != null && candidacy.expects(held.token());
  }

  private static void happened(LeadershipProtocol leadership, SessionEvent event) {
    if (event instanceof SessionEvent.Withdrawn withdrawn) {
      leadership.withdrawn(withdrawn.reason());
    } else if (event instanceof SessionEvent.HandoverRequested handOver) {
      leadership.handOverRequested(handOver.to());
    } else if (event instanceof SessionEvent.Ended ended) {
      leadership.ended(ended.reason());
    }
  }

  private static Operation giveBack(ElectionName election, FencingToken token) {
    return new Operation.Release(election, token, EndReason.RESIGNED, Optional.empty());
  }

  private static boolean isSuspectable(CandidacyProtocol candidacy) {
    return candidacy.operation().revocation() == Revocation.ON_SUSPICION;
  }
}
