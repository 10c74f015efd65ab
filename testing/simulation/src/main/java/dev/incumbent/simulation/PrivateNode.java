package dev.incumbent.simulation;

import dev.incumbent.election.ElectionName;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClockReading;
import dev.incumbent.store.StoreAction;
import dev.incumbent.store.StoreCapabilities;
import dev.incumbent.store.StoreEvent;
import dev.incumbent.store.StoreHost;
import dev.incumbent.store.StoredRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process' own node of a coordinator over records: the production host, obeyed as the real
 * client's thread obeys it. Nothing can cut the client from it; they live and die together.
 */
final class PrivateNode implements Wire {
  /** What the host was shown of a record. */
  private record Shown(long version, long largestToken) {}

  /** What a call is about; with what it writes, if it does. */
  private record About(ElectionName election, Optional<StoredRecord> written) {}

  private final World world;
  private final Records records;
  private final Client client;
  private final Machine machine;
  private final StoreHost host;
  private final RecordCalls calls;
  private final Hands hands = new Hands();
  private final AnswerCheck answers;
  private final TreeSet<Long> connections = new TreeSet<>();
  private final TreeMap<ElectionName, Shown> shown = new TreeMap<>();
  private final TreeMap<Long, About> about = new TreeMap<>();
  private static final int MOST_TURNS_AT_ONCE = 1_000;
  private long wakeAtReal = Long.MIN_VALUE;
  private long turnsAt;
  private int turnsAtOnce;
  private long wakes;

  PrivateNode(World world, Records records, Client client) {
    this.world = world;
    this.records = records;
    this.client = client;
    machine = client.machine();
    answers = new AnswerCheck(world.tally);
    calls = new RecordCalls(world, records, machine, this::tell);
    Scenario.RecordShape shape = world.scenario.shape().records().orElseThrow();
    StoreCapabilities capabilities =
        new StoreCapabilities(
            shape.pushes(), Duration.ofMillis(shape.pollMillis()), Duration.ofMillis(500));
    Draw draw = world.draw("private node of " + client);
    host = new StoreHost("records", capabilities, draw, machine.clock().read());
  }

  Client client() {
    return client;
  }

  AnswerCheck answers() {
    return answers;
  }

  /** Whether the host was shown that version of a record last. */
  boolean wasShown(ElectionName name, long version) {
    Shown last = shown.get(name);
    return last != null && last.version() == version;
  }

  private void show(@Nullable About call, Optional<StoredRecord> record) {
    if (call != null) {
      ElectionName name = call.election();
      long version = record.map(StoredRecord::version).orElse(0L);
      long token = Math.max(record.map(StoredRecord::token).orElse(0L), seenToken(name));
      shown.put(name, new Shown(version, token));
    }
  }

  private long seenToken(ElectionName name) {
    Shown last = shown.get(name);
    return last == null ? 0 : last.largestToken();
  }

  @Override
  public void connect(long connection, String address) {
    connections.add(connection);
  }

  @Override
  public void disconnect(long connection) {
    if (connections.remove(connection)) {
      tell(new StoreEvent.Disconnected(connection));
    }
  }

  @Override
  public void send(long connection, ClientMessage message) {
    if (message instanceof ClientMessage.Request request) {
      answers.asks(request);
    }
    tell(new StoreEvent.Received(connection, message));
  }

  @Override
  public boolean serves(long connection) {
    return connections.contains(connection);
  }

  @Override
  public void died(boolean seen) {
    calls.died();
  }

  /** One turn of the host, now or when the machine goes on. */
  private void tell(StoreEvent event) {
    machine.after(0, () -> turn(event));
  }

  private void turn(StoreEvent told) {
    StoreEvent event = world.tampering.storeEvent(told);
    world.trace.line(machine, event.getClass().getName().hashCode(), event::toString);
    mustNotSpin();
    noteWhatItShows(event);
    ClockReading now = world.tampering.storeReading(event, machine.clock().read());
    List<StoreAction> decided = world.tampering.storeActions(event, host.on(event, now));
    decided.forEach(action -> action.match(hands));
    planWake();
  }

  /** I12: it never asks to be woken again and again while nothing happens. */
  private void mustNotSpin() {
    turnsAtOnce = turnsAt == world.agenda.now() ? turnsAtOnce + 1 : 0;
    turnsAt = world.agenda.now();
    if (turnsAtOnce > MOST_TURNS_AT_ONCE) {
      throw new ViolationException("I12", this + " spins");
    }
  }

  private void noteWhatItShows(StoreEvent event) {
    if (event instanceof StoreEvent.Read read) {
      show(about.remove(read.call()), read.stored());
    } else if (event instanceof StoreEvent.WasSet set) {
      About write = about.remove(set.call());
      if (set.done()) {
        show(write, write == null ? Optional.empty() : write.written());
      }
    }
  }

  private void planWake() {
    OptionalLong wakeAt = host.wakeAtNanos();
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
              turn(new StoreEvent.Woken());
            }
          });
    }
  }

  @Override
  public String toString() {
    return "the node of " + client;
  }

  private final class Hands implements StoreAction.Cases {
    @Override
    public void send(StoreAction.Send action) {
      ServerMessage message = action.message();
      if (message instanceof ServerMessage.Response response) {
        answers.answers(response);
      } else if (message instanceof ServerMessage.RequestRefused refused) {
        answers.refuses(refused);
      }
      machine.after(0, () -> client.received(action.connection(), message));
    }

    /** A real store may answer this from memory. */
    @Override
    public void identify(StoreAction.Identify action) {
      tell(new StoreEvent.Identified(action.call(), World.CLUSTER));
    }

    @Override
    public void read(StoreAction.Read action) {
      long call = action.call();
      ElectionName name = action.election();
      about.put(call, new About(name, Optional.empty()));
      calls.begin(
          new RecordCalls.Call(
              call,
              false,
              () -> new StoreEvent.Read(call, records.read(name)),
              () -> new StoreEvent.Read(call, records.readStale(name))));
    }

    @Override
    public void compareAndSet(StoreAction.CompareAndSet action) {
      long call = action.call();
      ElectionName name = action.election();
      about.put(call, new About(name, Optional.of(action.next())));
      Records.Write write =
          new Records.Write(
              name, action.ifVersion(), action.next(), PrivateNode.this, seenToken(name));
      Supplier<StoreEvent> done = () -> new StoreEvent.WasSet(call, records.set(write));
      calls.begin(new RecordCalls.Call(call, true, done, done));
    }

    @Override
    public void list(StoreAction.ListNames action) {
      Supplier<StoreEvent> done =
          () ->
              new StoreEvent.Listed(
                  action.call(), records.list(action.prefix(), action.after(), action.limit()));
      calls.begin(new RecordCalls.Call(action.call(), false, done, done));
    }

    @Override
    public void log(StoreAction.Log action) {
      world.trace.line(machine, 5, action::message);
    }
  }
}
