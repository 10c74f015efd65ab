package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.session.Answer;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.Query;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A process' changes and reads that are under way, and what became of them. */
final class Calls {
  private record Write(StoreCheck.Write asked, Consumer<OperationResult> then) {}

  private record Read(
      Optional<StoreCheck.Read> asked,
      int era,
      Consumer<Optional<ServerMessage.ReadAnswer>> then) {}

  private final World world;
  private final TreeMap<Long, Write> writes = new TreeMap<>();
  private final TreeMap<Long, Read> reads = new TreeMap<>();
  private long last;

  Calls(World world) {
    this.world = world;
  }

  long next() {
    return ++last;
  }

  void change(Client client, Operation operation) {
    client.tell(new ClientEvent.Change(next(), operation));
  }

  /** A write of a key, or a deletion; {@code then} is told what became of it. */
  void write(Client client, Operation operation, String key, Consumer<OperationResult> then) {
    long call = next();
    writes.put(call, new Write(world.judge.store().asks(operation, key), then));
    client.tell(new ClientEvent.Change(call, operation));
  }

  /** A read; {@code then} is told the answer, or nothing if it failed. */
  void read(Client client, ClientEvent.Ask ask, Consumer<Optional<ServerMessage.ReadAnswer>> then) {
    Optional<StoreCheck.Read> asked =
        ask.query() instanceof Query.Key key
            ? Optional.of(world.judge.store().reads(key.key(), ask.stale()))
            : Optional.empty();
    reads.put(ask.call(), new Read(asked, world.judge.store().era(), then));
    client.tell(ask);
  }

  /** A request leaves: under its number in its session it takes effect, if it does. */
  void sent(ClientMessage.Request request) {
    for (Write one : writes.values()) {
      if (one.asked.isOf(request.operation())) {
        world.judge.store().sent(one.asked, request.session(), request.sequence());
      }
    }
  }

  void answered(long call, OperationResult result) {
    Write write = writes.remove(call);
    if (write != null) {
      world.judge.store().answered(write.asked, result);
      write.then.accept(result);
    }
  }

  void answered(long call, ServerMessage.ReadAnswer answer) {
    Read read = reads.remove(call);
    if (read != null) {
      read.asked.ifPresent(it -> world.judge.store().answered(it, answer));
      if (answer.answer() instanceof Answer.Piece piece) {
        world.tally.count(Exercised.BACKUP);
        world.judge.store().backedUp(Backups.read(piece.bytes()), read.era);
      }
      read.then.accept(Optional.of(answer));
    }
  }

  void failed(long call, Failure failure) {
    answered(call, new OperationResult.Failed(failure));
    Read read = reads.remove(call);
    if (read != null) {
      read.then.accept(Optional.empty());
    }
  }
}
