package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The elections that somebody here cares for, or lately did: what was seen of a record is kept as
 * long as there is room, so that its lease need not be watched anew, and a record that goes back is
 * found out.
 */
final class Tracks implements Track.Listener {
  /** How many are kept for which nobody cares any more. */
  private static final int IDLE_KEPT = 1_000;

  private static final long LEAST_WAIT_NANOS = 1_000_000;

  /** When a track is to be looked at. */
  private record Alarm(long atNanos, ElectionName name) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      int byTime = Long.signum(atNanos - other.atNanos);
      return byTime != 0 ? byTime : name.compareTo(other.name);
    }
  }

  private final Desk desk;
  private final Calls calls;
  private final Consumer<Track> accepted;
  private final TreeMap<ElectionName, Track> byName = new TreeMap<>();
  private final TreeMap<ElectionName, Alarm> alarms = new TreeMap<>();
  private final TreeSet<Alarm> byTime = new TreeSet<>();
  private final TreeSet<ElectionName> touched = new TreeSet<>();

  Tracks(Desk desk, Calls calls, Consumer<Track> accepted) {
    this.desk = desk;
    this.calls = calls;
    this.accepted = accepted;
  }

  /** The track of that election, which is looked at before this event is over. */
  Track at(ElectionName name) {
    touched.add(name);
    return byName.computeIfAbsent(name, it -> new Track(desk, calls, this, it));
  }

  List<Track> all() {
    return new ArrayList<>(byName.values());
  }

  /** The track of that election, if there is one. */
  Optional<Track> find(ElectionName name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public void accepted(Track track) {
    accepted.accept(track);
  }

  @Override
  public void touched(Track track) {
    touched.add(track.name());
  }

  /** The storage says that it was changed. */
  void changed(ElectionName name) {
    find(name)
        .filter(Track::isActive)
        .ifPresent(
            track -> {
              track.want();
              touched.add(name);
            });
  }

  /** Lets each whose time has come do what is due. */
  void wake() {
    for (Alarm alarm : List.copyOf(byTime)) {
      if (alarm.atNanos() - desk.nanos() > 0) {
        break;
      }
      touched.add(alarm.name());
    }
  }

  /** Lets those that were touched begin their next call; returns them. */
  List<Track> settle() {
    List<Track> settled = new ArrayList<>();
    while (!touched.isEmpty()) {
      ElectionName name = touched.first();
      touched.remove(name);
      Track track = byName.get(name);
      if (track != null) {
        track.step();
        set(name, track.wakeAt());
        settled.add(track);
      }
    }
    forgetIdle();
    return settled;
  }

  boolean anyTouched() {
    return !touched.isEmpty();
  }

  OptionalLong wakeAt() {
    return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(byTime.first().atNanos());
  }

  private void set(ElectionName name, OptionalLong at) {
    Alarm before = alarms.remove(name);
    if (before != null) {
      byTime.remove(before);
    }
    if (at.isPresent()) {
      // What is due was done just now, or waits for an answer.
      long wait = Math.max(at.getAsLong() - desk.nanos(), LEAST_WAIT_NANOS);
      Alarm alarm = new Alarm(desk.nanos() + wait, name);
      alarms.put(name, alarm);
      byTime.add(alarm);
    }
  }

  private void forgetIdle() {
    if (byName.size() > 2 * IDLE_KEPT) {
      List<Track> idle = all().stream().filter(it -> !it.isActive()).toList();
      for (Track track : idle.subList(0, Math.max(0, idle.size() - IDLE_KEPT))) {
        byName.remove(track.name());
        set(track.name(), OptionalLong.empty());
      }
    }
  }
}
