package dev.incumbent.store;

import dev.incumbent.coordinator.RecordState;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Observations, which follow the records of their elections by polling.
 *
 * <p>Guarantees (I13): the events of an election are told in their order and without a gap, as long
 * as a record keeps all that happened since it was read last, and has not gone back meanwhile;
 * otherwise the observer is told to resync. Positions are this process's own: an observation that
 * moves to another begins with a resync.
 */
final class StoreObservers {
  private static final int MAX_SUBSCRIPTIONS = 1_000;
  private static final int PAGE = 1_000;

  /** The most elections that one observation of all of them follows. */
  private static final int MAX_FOLLOWED = 10_000;

  private static final long LIST_NANOS = 1_000_000_000;

  private record Key(long connection, long id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byConnection = Long.compare(connection, other.connection);
      return byConnection != 0 ? byConnection : Long.compare(id, other.id);
    }
  }

  /** Up to which write an observation was told what is in a record, and the name of that write. */
  private record Place(long index, Optional<RecordState.Mark> mark) {
    static final Place BEFORE_ALL = new Place(0, Optional.empty());

    static Place of(RecordState state) {
      return new Place(state.index(), state.lastMark());
    }

    /** Whether the record went on from there, as far as it can tell. */
    boolean isIn(RecordState state) {
      return mark.isEmpty() || state.has(mark.get()).equals(Optional.of(true));
    }
  }

  /** One observation, and up to which write of each election it was told. */
  private static final class Subscription {
    final Key key;
    final boolean ofAll;
    final TreeSet<ElectionName> awaited;
    final TreeMap<ElectionName, Place> told = new TreeMap<>();
    boolean live;

    Subscription(Key key, List<ElectionName> elections) {
      this.key = key;
      this.ofAll = elections.isEmpty();
      this.awaited = new TreeSet<>(elections);
    }

    boolean follows(ElectionName name) {
      return awaited.contains(name) || told.containsKey(name);
    }
  }

  private final Desk desk;
  private final Calls calls;
  private Optional<Tracks> tracks = Optional.empty();
  private final TreeMap<Key, Subscription> subscriptions = new TreeMap<>();
  private boolean listing;
  private OptionalLong listAtNanos = OptionalLong.empty();
  private long position;

  StoreObservers(Desk desk, Calls calls) {
    this.desk = desk;
    this.calls = calls;
  }

  void follow(Tracks followed) {
    tracks = Optional.of(followed);
  }

  void observe(long connection, ClientMessage.Observe message) {
    Key key = new Key(connection, message.id());
    if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
      Failure failure =
          Failure.rejected(
              "number of subscriptions",
              Integer.toString(subscriptions.size() + 1),
              "up to " + MAX_SUBSCRIPTIONS);
      desk.send(connection, new ServerMessage.ReadFailed(message.id(), failure));
      return;
    }
    Subscription subscription = new Subscription(key, message.elections());
    subscriptions.put(key, subscription);
    subscription.awaited.forEach(this::beginToFollow);
    if (subscription.ofAll) {
      listAtNanos = OptionalLong.of(desk.nanos());
    }
  }

  void unobserve(long connection, long id) {
    subscriptions.remove(new Key(connection, id));
    unfollow();
  }

  void disconnected(long connection) {
    subscriptions.keySet().removeIf(key -> key.connection() == connection);
    unfollow();
  }

  private void beginToFollow(ElectionName name) {
    Track track = tracks.orElseThrow().at(name);
    track.observe(true);
    track.want();
  }

  private void unfollow() {
    for (Track track : tracks.orElseThrow().all()) {
      track.observe(subscriptions.values().stream().anyMatch(it -> it.follows(track.name())));
    }
    if (subscriptions.values().stream().noneMatch(it -> it.ofAll)) {
      listAtNanos = OptionalLong.empty();
    }
  }

  OptionalLong wakeAt() {
    return listing ? OptionalLong.empty() : listAtNanos;
  }

  /** Looks for elections that are new, for those who observe all. */
  void settle() {
    if (listing || listAtNanos.isEmpty() || listAtNanos.getAsLong() - desk.nanos() > 0) {
      return;
    }
    listing = true;
    list(new ArrayList<>());
  }

  private void list(List<ElectionName> before) {
    String after = before.isEmpty() ? "" : before.get(before.size() - 1).value();
    calls.list(
        "",
        after,
        PAGE,
        new Calls.Listing() {
          @Override
          public void listed(List<ElectionName> names) {
            List<ElectionName> all = new ArrayList<>(before);
            all.addAll(names);
            if (names.size() < PAGE || all.size() >= MAX_FOLLOWED) {
              listedAll(all);
            } else {
              list(all);
            }
          }

          @Override
          public void failed(Failure failure) {
            listAgain();
          }
        });
  }

  private void listAgain() {
    listing = false;
    if (subscriptions.values().stream().anyMatch(it -> it.ofAll)) {
      listAtNanos = OptionalLong.of(desk.nanos() + Math.max(LIST_NANOS, desk.pollNanos()));
    }
  }

  private void listedAll(List<ElectionName> names) {
    listAgain();
    for (Subscription one : subscriptions.values()) {
      if (one.ofAll) {
        for (ElectionName name : names) {
          if (!one.follows(name)) {
            follow(one, name);
          }
        }
        resyncIfComplete(one);
      }
    }
  }

  private void follow(Subscription one, ElectionName name) {
    if (one.live) {
      // It is new: all its events, if they are kept, or a resync.
      one.told.put(name, Place.BEFORE_ALL);
    } else {
      one.awaited.add(name);
    }
    beginToFollow(name);
  }

  /** A record was accepted. */
  void accepted(Track track) {
    for (Subscription one : subscriptions.values()) {
      if (one.awaited.remove(track.name())) {
        one.told.put(track.name(), Place.of(track.state().orElseThrow()));
        resyncIfComplete(one);
      } else if (one.told.containsKey(track.name()) && one.live) {
        tell(one, track.state().orElseThrow());
      }
    }
  }

  private void tell(Subscription one, RecordState state) {
    Place before = one.told.getOrDefault(state.name(), Place.BEFORE_ALL);
    Place now = Place.of(state);
    if (before.equals(now)) {
      return;
    }
    Optional<List<ElectionEvent>> events =
        before.isIn(state) ? state.eventsAfter(before.index()) : Optional.empty();
    one.told.put(state.name(), now);
    if (events.isEmpty()) {
      resync(one);
    } else if (!events.get().isEmpty()) {
      List<ElectionEvent> placed = events.get().stream().map(this::placed).toList();
      desk.send(one.key.connection(), new ServerMessage.Events(one.key.id(), placed));
    }
  }

  private ElectionEvent placed(ElectionEvent event) {
    return new ElectionEvent(
        next(),
        event.election(),
        event.kind(),
        event.candidate(),
        event.session(),
        event.token(),
        event.grant(),
        event.reason(),
        event.metadata());
  }

  private void resyncIfComplete(Subscription one) {
    boolean known = !one.ofAll || !listing;
    if (!one.live && known && one.awaited.isEmpty()) {
      one.live = true;
      resync(one);
    }
  }

  private void resync(Subscription one) {
    List<ElectionView> views = new ArrayList<>();
    for (ElectionName name : one.told.keySet()) {
      tracks
          .orElseThrow()
          .find(name)
          .flatMap(Track::state)
          .ifPresent(
              state -> {
                one.told.put(name, Place.of(state));
                state.view().ifPresent(views::add);
              });
    }
    desk.send(one.key.connection(), new ServerMessage.Resync(one.key.id(), next(), views, true));
  }

  private ElectionEvent.Position next() {
    position++;
    return new ElectionEvent.Position(position, 0);
  }
}
