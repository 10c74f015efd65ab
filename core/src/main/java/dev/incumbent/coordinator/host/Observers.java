package dev.incumbent.coordinator.host;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** All subscriptions at this node, and which events concern which. */
final class Observers {
  private static final long NOTHING_SEEN = 0;

  private final Situation situation;
  private final HostPorts ports;
  private final Outbox outbox;
  private final Streams streams;
  private final TreeMap<StreamKey, Subscription> subscriptions = new TreeMap<>();
  private final TreeMap<ElectionName, TreeSet<Subscription>> byElection = new TreeMap<>();
  private final TreeSet<Subscription> ofAll = new TreeSet<>();

  /** Those that are not live: they have something to copy out, now or later. */
  private final TreeSet<Subscription> notLive = new TreeSet<>();

  Observers(Situation situation, HostPorts ports, Outbox outbox, Streams streams) {
    this.situation = situation;
    this.ports = ports;
    this.outbox = outbox;
    this.streams = streams;
  }

  void observe(long stream, ClientMessage.Observe observe) {
    StreamKey key = new StreamKey(stream, observe.id());
    int most = situation.config().limits().maxSubscriptions();
    int have = ofStream(stream).size();
    if (have >= most) {
      refuse(key, Failure.rejected("number of subscriptions", "" + (have + 1), "up to " + most));
      return;
    }
    if (subscriptions.containsKey(key)) {
      refuse(
          key, Failure.rejected("subscription number", Long.toString(key.id()), "one not in use"));
      return;
    }
    long after = observe.after().map(ElectionEvent.Position::index).orElse(NOTHING_SEEN);
    Subscription subscription = new Subscription(key, observe.elections(), after);
    subscriptions.put(key, subscription);
    notLive.add(subscription);
    if (subscription.elections().isEmpty()) {
      ofAll.add(subscription);
    }
    for (ElectionName election : subscription.elections()) {
      byElection.computeIfAbsent(election, e -> new TreeSet<>()).add(subscription);
    }
  }

  private void refuse(StreamKey key, Failure failure) {
    outbox.send(key.stream(), new ServerMessage.ReadFailed(key.id(), failure));
  }

  void unobserve(long stream, long id) {
    remove(new StreamKey(stream, id));
  }

  void streamGone(long stream) {
    ofStream(stream).forEach(this::remove);
  }

  private List<StreamKey> ofStream(long stream) {
    return List.copyOf(
        subscriptions
            .subMap(StreamKey.firstOf(stream), true, StreamKey.lastOf(stream), true)
            .keySet());
  }

  private void remove(StreamKey key) {
    Subscription subscription = subscriptions.remove(key);
    if (subscription == null) {
      return;
    }
    notLive.remove(subscription);
    ofAll.remove(subscription);
    for (ElectionName election : subscription.elections()) {
      TreeSet<Subscription> ofElection = byElection.getOrDefault(election, new TreeSet<>());
      ofElection.remove(subscription);
      if (ofElection.isEmpty()) {
        byElection.remove(election);
      }
    }
  }

  /** An entry was applied here; the state is the one after it. */
  void applied(List<ElectionEvent> events) {
    TreeMap<Subscription, List<ElectionEvent>> concerned = new TreeMap<>();
    for (ElectionEvent event : events) {
      for (Subscription one : ofAll) {
        concerned.computeIfAbsent(one, s -> new ArrayList<>()).add(event);
      }
      for (Subscription one : byElection.getOrDefault(event.election(), new TreeSet<>())) {
        concerned.computeIfAbsent(one, s -> new ArrayList<>()).add(event);
      }
    }
    concerned.forEach(
        (subscription, some) -> {
          subscription.events(some, isFlowing(subscription), outbox);
          noteIfNotLive(subscription);
        });
  }

  /** The state was replaced: what happened in between is not known. */
  void installed() {
    for (Subscription subscription : subscriptions.values()) {
      subscription.gap();
      noteIfNotLive(subscription);
    }
  }

  private void noteIfNotLive(Subscription subscription) {
    if (!subscription.isLive() && notLive.add(subscription)) {
      ports.counters().add("observers.resyncs", 1);
    }
  }

  /** Sends one piece to each that has one to come and can take it. */
  void settle() {
    for (Subscription subscription : List.copyOf(notLive)) {
      if (isFlowing(subscription) && subscription.hasWork(situation.state())) {
        subscription.step(situation.state(), outbox);
      }
      if (subscription.isLive()) {
        notLive.remove(subscription);
      }
    }
  }

  private boolean isFlowing(Subscription subscription) {
    return streams
        .find(subscription.key().stream())
        .filter(stream -> !stream.congested())
        .isPresent();
  }

  /** Now, if there is more to send. */
  OptionalLong next() {
    boolean more =
        notLive.stream().anyMatch(one -> isFlowing(one) && one.hasWork(situation.state()));
    return more ? OptionalLong.of(situation.now()) : OptionalLong.empty();
  }
}
