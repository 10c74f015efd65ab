package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.StateView;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One observer's subscription (I13: events in order without a gap, or told to resync).
 *
 * <pre>
 * phase     event                                        next       sent
 * -         Observe                                      behind     -
 * behind    the state has all that the observer has
 *           seen, and its stream flows                   copying    -
 * copying   its stream flows                             copying    Resync, a piece of that state
 * copying   an event                                     copying    - (kept)
 * copying   more events than are kept, or a snapshot     copying    - (a gap)
 * copying   the last piece went out, no gap              live       Events, those kept
 * copying   the last piece went out, a gap               behind     -
 * live      an event, its stream flows                   live       Events
 * live      an event, its stream piles up; a snapshot    behind     -
 * </pre>
 */
final class Subscription implements Comparable<Subscription> {
  /** Events kept while the state is copied out. */
  static final int MAX_KEPT = 10_000;

  /** Each with its metadata, still far from a message's bound. */
  private static final int MAX_EVENTS = 128;

  private enum Phase {
    BEHIND,
    COPYING,
    LIVE
  }

  private final StreamKey key;
  private final TreeSet<ElectionName> elections;
  private final long after;
  private final List<ElectionEvent> kept = new ArrayList<>();
  private Phase phase = Phase.BEHIND;
  private Iterator<ElectionView> views = Collections.emptyIterator();
  private ElectionEvent.Position at = new ElectionEvent.Position(0, 0);
  private boolean gap;

  /**
   * A new subscription.
   *
   * @param elections which; empty means all
   * @param after the log index up to which the observer has seen everything, 0 for nothing
   */
  Subscription(StreamKey key, List<ElectionName> elections, long after) {
    this.key = key;
    this.elections = new TreeSet<>(elections);
    this.after = after;
  }

  StreamKey key() {
    return key;
  }

  @Override
  public int compareTo(Subscription other) {
    return key.compareTo(other.key);
  }

  Set<ElectionName> elections() {
    return elections;
  }

  boolean isLive() {
    return phase == Phase.LIVE;
  }

  /** Whether {@link #step} has something to send, given that state. */
  boolean hasWork(StateView state) {
    return phase == Phase.COPYING || (phase == Phase.BEHIND && state.index() >= after);
  }

  /** Sends one piece; its stream flows, and there is work. */
  void step(StateView state, Outbox outbox) {
    if (phase == Phase.BEHIND) {
      begin(state);
    }
    List<ElectionView> piece = new ArrayList<>();
    long bytes = 0;
    while (bytes < ViewPages.PIECE_BYTES && views.hasNext()) {
      ElectionView view = views.next();
      bytes += ViewPages.bytes(view);
      piece.add(view);
    }
    boolean last = !views.hasNext();
    outbox.send(key.stream(), new ServerMessage.Resync(key.id(), at, piece, last));
    if (last) {
      finish(outbox);
    }
  }

  private void begin(StateView state) {
    phase = Phase.COPYING;
    at = new ElectionEvent.Position(state.index(), Integer.MAX_VALUE);
    views =
        elections.isEmpty()
            ? new ViewPages(state, "", "")
            : elections.stream()
                .flatMap(name -> state.election(name).map(ViewPages::fitting).stream())
                .iterator();
  }

  private void finish(Outbox outbox) {
    phase = gap ? Phase.BEHIND : Phase.LIVE;
    if (!gap) {
      send(kept, outbox);
    }
    gap = false;
    kept.clear();
  }

  /** Events of these elections, in order. */
  void events(List<ElectionEvent> events, boolean flowing, Outbox outbox) {
    if (phase == Phase.COPYING) {
      keep(events);
    } else if (phase == Phase.LIVE && flowing) {
      send(events, outbox);
    } else {
      phase = Phase.BEHIND;
    }
  }

  private void keep(List<ElectionEvent> events) {
    gap |= kept.size() + events.size() > MAX_KEPT;
    if (gap) {
      kept.clear();
    } else {
      kept.addAll(events);
    }
  }

  /** What happened in between is not known. */
  void gap() {
    if (phase == Phase.COPYING) {
      gap = true;
      kept.clear();
    } else {
      phase = Phase.BEHIND;
    }
  }

  private void send(List<ElectionEvent> events, Outbox outbox) {
    for (int from = 0; from < events.size(); from += MAX_EVENTS) {
      List<ElectionEvent> piece = events.subList(from, Math.min(from + MAX_EVENTS, events.size()));
      outbox.send(key.stream(), new ServerMessage.Events(key.id(), piece));
    }
  }
}
