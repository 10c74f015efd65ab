package dev.incumbent.simulation;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.session.SessionId;
import dev.incumbent.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store of records is held to, in the order in which writes take effect: I2, I3 and C-1 (by
 * {@link GrantCheck}), I7's sharper half (who holds does not expire while its client's lease is
 * valid), and I4: a write replaces what its writer knew, and nothing else.
 *
 * <p>Behind a record that was deleted or put back, S-1 and S-2 promise less, and exactly this is
 * asked for: a process grants nothing up to the largest token that it was shown, and nothing while
 * a lease may run that it was shown.
 */
final class RecordCheck {
  /** A lease that a record lost, and the processes that had seen the record as it was then. */
  private record Lost(
      ElectionName election, Optional<RecordState.Lease> lease, List<Client> witnesses) {
    long token() {
      return lease.map(it -> it.token().value()).orElse(0L);
    }

    boolean isHeldAgainIn(RecordState state) {
      return election.equals(state.name())
          && lease.map(it -> isSame(it, state.lease())).orElse(false);
    }

    private static boolean isSame(RecordState.Lease one, Optional<RecordState.Lease> other) {
      return other
          .filter(it -> it.session().equals(one.session()) && it.token().equals(one.token()))
          .isPresent();
    }
  }

  /** What was written last, so that it is not decoded again. */
  private record Decoded(StoredRecord stored, RecordState state) {}

  private final GrantCheck grants;
  private final boolean judgesLeases;
  private final RecordObserverCheck observers = new RecordObserverCheck();
  private final List<Lost> lost = new ArrayList<>();
  private final TreeMap<ElectionName, Decoded> last = new TreeMap<>();
  private final TreeSet<ElectionName> wentBack = new TreeSet<>();

  RecordCheck(GrantCheck grants, boolean judgesLeases) {
    this.grants = grants;
    this.judgesLeases = judgesLeases;
  }

  ObserverCheck observers() {
    return observers;
  }

  /** A write has taken effect. */
  void wrote(World world, Records.Write write, Optional<StoredRecord> replaced) {
    RecordState before = state(write.election(), replaced);
    RecordState after = Records.decode(write.election(), write.next());
    last.put(write.election(), new Decoded(write.next(), after));
    List<ElectionEvent> events = after.eventsAfter(after.index() - 1).orElse(List.of());
    if (judgesLeases) {
      expires(world, write, events);
    }
    if (!follows(before, after)) {
      heals(world, replaced, after, events);
    } else {
      observers.wrote(write.election(), events);
    }
    grants.applied(events);
    events.forEach(event -> aboveWhatWasSeen(write, event));
    write.writer().answers().wrote(after);
    holdsAgain(write, after);
  }

  private RecordState state(ElectionName name, Optional<StoredRecord> stored) {
    Decoded known = last.get(name);
    if (known != null && stored.filter(known.stored()::equals).isPresent()) {
      return known.state();
    }
    return stored.map(it -> Records.decode(name, it)).orElseGet(() -> RecordState.none(name));
  }

  /** Whether the writer knew what it replaced. */
  private static boolean follows(RecordState before, RecordState after) {
    return before
        .lastMark()
        .map(mark -> after.has(mark).equals(Optional.of(true)))
        .orElse(after.index() == 1);
  }

  private void heals(
      World world, Optional<StoredRecord> replaced, RecordState after, List<ElectionEvent> events) {
    if (!wentBack.contains(after.name())) {
      throw new ViolationException(
          "I4", "a write of '" + after.name() + "' replaces one that its writer did not know");
    }
    world.tally.count(Exercised.RECORD_HEALED);
    replaced.ifPresent(it -> loses(world, after.name(), it));
    grants.goesOn(after.name(), 0, heldBefore(after, events));
    observers.goesOn(after);
  }

  /** The leadership that was held before these events. */
  private static long heldBefore(RecordState after, List<ElectionEvent> events) {
    for (ElectionEvent event : events) {
      if (event.kind() == ElectionEvent.Kind.ENDED) {
        return event.token().orElseThrow().value();
      } else if (event.kind() == ElectionEvent.Kind.GRANTED) {
        return 0;
      }
    }
    return held(after);
  }

  private static long held(RecordState state) {
    return state.lease().map(it -> it.token().value()).orElse(0L);
  }

  private static void aboveWhatWasSeen(Records.Write write, ElectionEvent event) {
    if (event.kind() == ElectionEvent.Kind.GRANTED
        && event.token().orElseThrow().value() <= write.seenToken()) {
      throw new ViolationException(
          "I3", write.writer() + " had been shown token " + write.seenToken() + ": " + event);
    }
  }

  private void expires(World world, Records.Write write, List<ElectionEvent> events) {
    for (ElectionEvent event : events) {
      if (event.reason().equals(Optional.of(EndReason.EXPIRED))) {
        for (Replica process : world.processes) {
          Client client = process.client();
          if (client != null && client != write.writer().client()) {
            expires(event, client, write.writer().client());
          }
        }
      }
    }
  }

  private void expires(ElectionEvent event, Client holder, Client by) {
    long token = event.token().orElseThrow().value();
    boolean mayBeLongOver = wentBack.contains(event.election());
    if (missed(event.election(), token, by)
        || (mayBeLongOver && !holder.standing().saysValid(event.election(), token))) {
      return;
    }
    LeaseCheck.expired(holder, event.session());
  }

  /** The record is about to become an older one, or none: nobody is told. */
  void goesBack(
      World world, ElectionName name, Optional<StoredRecord> from, Optional<StoredRecord> to) {
    wentBack.add(name);
    from.ifPresent(it -> loses(world, name, it));
    RecordState state = state(name, to);
    grants.goesOn(name, state.lastToken(), held(state));
    observers.goesOn(state);
    for (Replica process : world.processes) {
      Client client = process.client();
      if (client != null && client.wire() instanceof PrivateNode node) {
        node.answers().forget();
      }
    }
  }

  private void loses(World world, ElectionName name, StoredRecord stored) {
    Optional<RecordState.Lease> lease = Records.decode(name, stored).lease();
    List<Client> witnesses = new ArrayList<>();
    for (Replica process : world.processes) {
      Client client = process.client();
      if (client != null
          && client.wire() instanceof PrivateNode node
          && node.wasShown(name, stored.version())) {
        witnesses.add(client);
      }
    }
    lost.add(new Lost(name, lease, witnesses));
  }

  /** The holder has written its lease into the record again: from now on everybody can see it. */
  private void holdsAgain(Records.Write write, RecordState after) {
    Optional<SessionId> writer = write.writer().client().session();
    if (after.lease().map(RecordState.Lease::session).equals(writer)) {
      lost.removeIf(it -> it.isHeldAgainIn(after));
    }
  }

  /** Whether nothing was promised about these two leaderships. */
  boolean excuses(Term one, Term other) {
    return missed(one, other.client()) || missed(other, one.client());
  }

  private boolean missed(Term holder, Client by) {
    return !lost.isEmpty()
        && missed(new ElectionName(holder.election()), holder.token().value(), by);
  }

  /** Whether a record has lost that lease, and the other process had not seen it. */
  private boolean missed(ElectionName election, long token, Client by) {
    return lost.stream()
        .anyMatch(
            it ->
                it.election().equals(election)
                    && it.token() == token
                    && !it.witnesses().contains(by));
  }
}
