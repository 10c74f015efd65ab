package dev.incumbent.session.client;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.time.RandomSource;
import java.util.ArrayList;
import java.util.List;

/** What all roles share during one event: the time, the timers, and the actions so far. */
final class Environment {
  private final ClientSettings settings;
  private final RandomSource random;
  private final Timers timers = new Timers();
  private ClockReading now;
  private List<ClientAction> actions = new ArrayList<>();

  Environment(ClientSettings settings, RandomSource random, ClockReading now) {
    this.settings = settings;
    this.random = random;
    this.now = now;
  }

  void begin(ClockReading reading) {
    now = reading;
  }

  List<ClientAction> take() {
    List<ClientAction> taken = actions;
    actions = new ArrayList<>();
    return taken;
  }

  ClientSettings settings() {
    return settings;
  }

  RandomSource random() {
    return random;
  }

  Timers timers() {
    return timers;
  }

  ClockReading now() {
    return now;
  }

  long nanos() {
    return now.nanos();
  }

  void act(ClientAction action) {
    actions.add(action);
  }

  void warn(String message) {
    act(new ClientAction.Log(true, message));
  }

  void send(Link link, ClientMessage message) {
    act(new ClientAction.Send(link.connection(), message));
  }

  void after(Timers.Key key, long delayNanos, Runnable action) {
    timers.set(key, nanos() + delayNanos, action);
  }
}
