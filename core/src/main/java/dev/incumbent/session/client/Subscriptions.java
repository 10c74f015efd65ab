package dev.incumbent.session.client;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Observations: each is subscribed at the node that leads, or at any while none is known, and moves
 * with the leadership.
 *
 * <p>Guarantees (I13): an observer is told events in order without a gap, or is told to resync, and
 * never goes back: what is not after the last position told is not told again. Not for use by
 * several threads.
 *
 * <pre>
 * subscription  event                                   subscription  done
 * nowhere       a stream is up                          somewhere     Observe after the last position
 * somewhere     another node leads                      there         Unobserve here, Observe there
 * somewhere     the stream is lost                      nowhere       the observer is told
 * somewhere     Resync at a newer position, or first    somewhere     told to resync once it is complete
 * somewhere     Resync at the last position             somewhere     nothing happened: not told
 * somewhere     Resync at an older position             somewhere     not told
 * somewhere     Events                                  somewhere     those after the last position are told
 * any           the observer fell behind                there         Observe again; the Resync is told
 * </pre>
 */
final class Subscriptions {
  private static final class Subscription {
    final long observation;
    final List<ElectionName> elections;
    long id;
    Optional<Link> at = Optional.empty();
    Optional<ElectionEvent.Position> position = Optional.empty();
    boolean connected;
    boolean mustResync;
    boolean begun;
    List<ElectionView> views = new ArrayList<>();

    Subscription(long observation, List<ElectionName> elections) {
      this.observation = observation;
      this.elections = elections;
    }
  }

  private final Environment env;
  private final Links links;
  private final Ids ids;
  private final TreeMap<Long, Subscription> byObservation = new TreeMap<>();
  private final TreeMap<Long, Subscription> byId = new TreeMap<>();

  Subscriptions(Environment env, Links links, Ids ids) {
    this.env = env;
    this.links = links;
    this.ids = ids;
  }

  void observe(ClientEvent.Observe event) {
    Subscription subscription = new Subscription(event.observation(), event.elections());
    byObservation.put(event.observation(), subscription);
    move(subscription);
  }

  void unobserve(long observation) {
    Subscription subscription = byObservation.remove(observation);
    if (subscription != null) {
      leave(subscription);
    }
  }

  void overflowed(long observation) {
    Subscription subscription = byObservation.get(observation);
    if (subscription != null) {
      subscription.mustResync = true;
      leave(subscription);
      move(subscription);
    }
  }

  /** A stream is up, or another node leads. */
  void pump() {
    byObservation.values().forEach(this::move);
  }

  void down(Link link) {
    for (Subscription subscription : byObservation.values()) {
      if (subscription.at.filter(at -> at == link).isPresent()) {
        byId.remove(subscription.id);
        subscription.at = Optional.empty();
      }
    }
    pump();
    byObservation.values().stream().filter(s -> s.at.isEmpty()).forEach(s -> tell(s, false));
  }

  boolean resync(ServerMessage.Resync message) {
    Subscription subscription = byId.get(message.id());
    if (subscription == null) {
      return false;
    }
    subscription.views.addAll(message.views());
    if (!message.last()) {
      return true;
    }
    List<ElectionView> views = subscription.views;
    subscription.views = new ArrayList<>();
    subscription.begun = true;
    tell(subscription, true);
    int newer = subscription.position.map(p -> message.at().compareTo(p)).orElse(1);
    if (newer > 0 || (newer == 0 && subscription.mustResync)) {
      subscription.position = Optional.of(message.at());
      subscription.mustResync = false;
      env.act(new ClientAction.Resync(subscription.observation, message.at(), views));
    }
    return newer >= 0;
  }

  boolean happened(ServerMessage.Events message) {
    Subscription subscription = byId.get(message.id());
    if (subscription == null || !subscription.begun || subscription.position.isEmpty()) {
      return false;
    }
    ElectionEvent.Position last = subscription.position.get();
    List<ElectionEvent> events =
        message.events().stream().filter(e -> e.position().compareTo(last) > 0).toList();
    if (events.isEmpty()) {
      return false;
    }
    subscription.position = Optional.of(events.get(events.size() - 1).position());
    env.act(new ClientAction.Told(subscription.observation, events));
    return true;
  }

  /** A subscription was refused: tried again where the leader is then. */
  boolean failed(ServerMessage.ReadFailed message) {
    Subscription subscription = byId.remove(message.id());
    if (subscription == null) {
      return false;
    }
    env.act(new ClientAction.Log(true, "observation refused: " + message.failure().message()));
    subscription.at = Optional.empty();
    tell(subscription, false);
    env.timers().setUnlessEarlier(ids.retryTimer(), env.nanos() + Ids.RETRY_NANOS, this::pump);
    return true;
  }

  private void move(Subscription subscription) {
    Optional<Link> target = links.main();
    if (target.isEmpty() && subscription.at.isEmpty()) {
      target = links.mainOrAnyUp();
    }
    if (target.isEmpty() || target.equals(subscription.at)) {
      return;
    }
    leave(subscription);
    subscription.id = ids.next();
    subscription.at = target;
    subscription.begun = false;
    subscription.views = new ArrayList<>();
    byId.put(subscription.id, subscription);
    env.send(
        target.get(),
        new ClientMessage.Observe(subscription.id, subscription.elections, subscription.position));
  }

  private void leave(Subscription subscription) {
    byId.remove(subscription.id);
    subscription
        .at
        .filter(Link::isUp)
        .ifPresent(at -> env.send(at, new ClientMessage.Unobserve(subscription.id)));
    subscription.at = Optional.empty();
  }

  private void tell(Subscription subscription, boolean connected) {
    if (subscription.connected != connected) {
      subscription.connected = connected;
      env.act(new ClientAction.ObserverConnected(subscription.observation, connected));
    }
  }
}
