package dev.incumbent.store;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls of the storage that have not been answered. What is answered late, after it was given
 * up, is not heard any more.
 */
final class Calls {
  /** Where an answer goes. */
  interface Sink {
    void failed(Failure failure);
  }

  /** Where what was read goes. */
  interface Reading extends Sink {
    void read(Optional<StoredRecord> stored);
  }

  /** Where the answer to a write goes. */
  interface Setting extends Sink {
    void wasSet(boolean done);
  }

  /** Where a page of names goes. */
  interface Listing extends Sink {
    void listed(List<ElectionName> names);
  }

  /** Where the storage's id goes. */
  interface Naming extends Sink {
    void identified(String cluster);
  }

  private record Open<S extends Sink>(long stamp, S sink) {}

  private final Desk desk;
  private final TreeMap<Long, Open<Reading>> readings = new TreeMap<>();
  private final TreeMap<Long, Open<Setting>> settings = new TreeMap<>();
  private final TreeMap<Long, Open<Listing>> listings = new TreeMap<>();
  private final TreeMap<Long, Open<Naming>> namings = new TreeMap<>();
  private long last;
  private long answered;

  Calls(Desk desk) {
    this.desk = desk;
  }

  /** The number of the newest event at which a call began that was answered. */
  long answeredStamp() {
    return answered;
  }

  void identify(Naming sink) {
    namings.put(++last, new Open<>(desk.stamp(), sink));
    desk.act(new StoreAction.Identify(last));
  }

  void read(ElectionName election, Reading sink) {
    readings.put(++last, new Open<>(desk.stamp(), sink));
    desk.act(new StoreAction.Read(last, election));
  }

  void set(ElectionName election, long ifVersion, StoredRecord next, Setting sink) {
    settings.put(++last, new Open<>(desk.stamp(), sink));
    desk.act(new StoreAction.CompareAndSet(last, election, ifVersion, next));
  }

  void list(String prefix, String after, int limit, Listing sink) {
    listings.put(++last, new Open<>(desk.stamp(), sink));
    desk.act(new StoreAction.ListNames(last, prefix, after, limit));
  }

  void identified(StoreEvent.Identified event) {
    // A store may answer this from memory: it shows nothing about the storage.
    Open<Naming> open = namings.remove(event.call());
    if (open != null) {
      open.sink().identified(event.cluster());
    }
  }

  void read(StoreEvent.Read event) {
    take(readings, event.call()).ifPresent(sink -> sink.read(event.stored()));
  }

  void wasSet(StoreEvent.WasSet event) {
    take(settings, event.call()).ifPresent(sink -> sink.wasSet(event.done()));
  }

  void listed(StoreEvent.Listed event) {
    take(listings, event.call()).ifPresent(sink -> sink.listed(event.names()));
  }

  void failed(StoreEvent.Failed event) {
    long call = event.call();
    Optional<? extends Open<? extends Sink>> open = Optional.ofNullable(readings.remove(call));
    open = open.isPresent() ? open : Optional.ofNullable(settings.remove(call));
    open = open.isPresent() ? open : Optional.ofNullable(listings.remove(call));
    open = open.isPresent() ? open : Optional.ofNullable(namings.remove(call));
    open.ifPresent(it -> it.sink().failed(event.failure()));
  }

  private <S extends Sink> Optional<S> take(Map<Long, Open<S>> open, long call) {
    Open<S> taken = open.remove(call);
    if (taken == null) {
      return Optional.empty();
    }
    answered = Math.max(answered, taken.stamp());
    return Optional.of(taken.sink());
  }
}
