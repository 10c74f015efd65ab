package dev.incumbent.simulation;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import dev.incumbent.session.client.ClientProtocol;
import dev.incumbent.session.client.ClientSettings;
import dev.incumbent.session.client.ClockReading;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One life of an application process: the production client protocol, and what obeys it. */
final class Client {
  private final World world;
  private final Machine machine;
  private final Draw draw;
  private final ClientProtocol protocol;
  private final ClientHands hands;
  private final Standing standing;
  private final String name;
  private final Wire wire;
  private long wakeAtReal = Long.MIN_VALUE;
  private long wakes;
  private Optional<SessionId> session = Optional.empty();

  Client(World world, Machine machine, int number, int life) {
    this.world = world;
    this.machine = machine;
    draw = world.draw("client " + machine + " " + life);
    name = machine + "#" + life;
    wire = world.coordinator.wire(this, number * 1_000L + life);
    standing = new Standing(world, this, number, life);
    hands = new ClientHands(world, this, standing);
    protocol = new ClientProtocol(settings(), draw, machine.clock().read());
  }

  private ClientSettings settings() {
    Scenario.Shape shape = world.scenario.shape();
    return new ClientSettings(
        shape.timings(),
        machine.toString(),
        world.coordinator.addresses(),
        OptionalLong.of(3 * shape.timings().ttl().toNanos()),
        OptionalLong.of(ClientSettings.defaultMaxWallGainMillis(shape.timings())));
  }

  Machine machine() {
    return machine;
  }

  Draw draw() {
    return draw;
  }

  Standing standing() {
    return standing;
  }

  void start() {
    tell(new ClientEvent.Started());
    standing.begin();
  }

  void died(boolean seen) {
    wire.died(seen);
    standing.died();
    world.judge.callbacks().died(this);
  }

  void close() {
    standing.close();
    tell(new ClientEvent.Close());
  }

  /** One turn of the protocol, now or when the machine goes on. */
  void tell(ClientEvent event) {
    machine.after(0, () -> turn(event));
  }

  private void turn(ClientEvent event) {
    world.trace.line(machine, event.getClass().getName().hashCode(), event::toString);
    ClockReading now = machine.clock().read();
    List<ClientAction> decided = world.tampering.clientActions(protocol.on(event, now));
    world.director.turned(this, event, decided);
    decided.forEach(action -> action.match(hands));
    planWake();
  }

  private void planWake() {
    OptionalLong wakeAt = protocol.wakeAtNanos();
    if (wakeAt.isEmpty()) {
      return;
    }
    long real = Math.max(machine.clock().realAt(wakeAt.getAsLong()), world.agenda.now());
    if (real != wakeAtReal) {
      wakeAtReal = real;
      long asked = ++wakes;
      machine.at(
          real,
          () -> {
            if (asked == wakes) {
              wakeAtReal = Long.MIN_VALUE;
              turn(new ClientEvent.Woken());
            }
          });
    }
  }

  void received(long connection, ServerMessage message) {
    for (ServerMessage one : world.tampering.received(message)) {
      if (wire.serves(connection)) {
        turn(new ClientEvent.Received(connection, one));
      }
    }
  }

  Wire wire() {
    return wire;
  }

  /** The session that it speaks of to the coordinator. */
  Optional<SessionId> session() {
    return session;
  }

  void send(ClientAction.Send action) {
    if (action.message() instanceof ClientMessage.Renew renew) {
      session = Optional.of(renew.session());
    } else if (action.message() instanceof ClientMessage.Open open) {
      session = Optional.of(open.session());
    } else if (action.message() instanceof ClientMessage.Request request) {
      standing.calls().sent(request);
    }
    wire.send(action.connection(), action.message());
  }

  List<Stream> streams() {
    return wire.streams();
  }

  @Override
  public String toString() {
    return name;
  }
}
