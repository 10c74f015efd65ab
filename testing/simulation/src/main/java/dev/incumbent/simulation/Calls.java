package dev.incumbent.simulation;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.client.ClientEvent;
import java.util.TreeMap;

/** A process' changes that are under way, and what became of them. */
final class Calls {
  private final World world;
  private final TreeMap<Long, Integer> puts = new TreeMap<>();
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

  void put(Client client, Operation.Put put) {
    long call = next();
    puts.put(call, Integer.parseInt(put.key()));
    client.tell(new ClientEvent.Change(call, put));
  }

  void answered(long call, OperationResult result) {
    if (result instanceof OperationResult.Failed failed) {
      failed(call, failed.failure());
      return;
    }
    Integer write = puts.remove(call);
    if (write != null) {
      world.judge.store().answered(write, true);
    }
  }

  void failed(long call, Failure failure) {
    Integer write = puts.remove(call);
    if (write != null && failure.code() != FailureCode.OUTCOME_UNKNOWN) {
      world.judge.store().answered(write, false);
    }
  }
}
