package dev.incumbent.store;

import dev.incumbent.error.Failure;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all parts share during one event: the time, and the actions so far. Events are numbered:
 * what began at a larger number began later, whatever the clock shows.
 */
final class Desk {
  private final RandomSource random;
  private final StoreCapabilities capabilities;
  private ClockReading now;
  private long stamp;
  private Optional<String> outOfReach = Optional.empty();
  private List<StoreAction> actions = new ArrayList<>();

  Desk(RandomSource random, StoreCapabilities capabilities, ClockReading now) {
    this.random = random;
    this.capabilities = capabilities;
    this.now = now;
  }

  void begin(ClockReading reading) {
    now = reading;
    stamp++;
  }

  List<StoreAction> take() {
    List<StoreAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  RandomSource random() {
    return random;
  }

  StoreCapabilities capabilities() {
    return capabilities;
  }

  long pollNanos() {
    return capabilities.pollEvery().toNanos();
  }

  long nanos() {
    return now.nanos();
  }

  long wallMillis() {
    return now.wallMillis();
  }

  /** The number of this event. */
  long stamp() {
    return stamp;
  }

  /** Why the storage is out of reach, if it is. */
  void outOfReach(Optional<String> why) {
    outOfReach = why;
  }

  boolean isOutOfReach() {
    return outOfReach.isPresent();
  }

  /** How a call that failed, and surely changed nothing, is told. */
  Failure unavailable(Failure failure) {
    return Contact.unavailable(outOfReach, failure.message());
  }

  void act(StoreAction action) {
    actions.add(action);
  }

  void send(long connection, ServerMessage message) {
    act(new StoreAction.Send(connection, message));
  }

  void warn(String message) {
    act(new StoreAction.Log(true, message));
  }
}
