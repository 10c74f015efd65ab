package dev.incumbent.simulation;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.simulation.RecordTroubles.Fate;
import dev.incumbent.store.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process' calls of a store of records, over several connections: each answered once, in time
 * or by being given up, as the calls of a real client are. What was given up may still be done.
 */
final class RecordCalls {
  private static final int CONNECTIONS = 3;
  private static final long MIN_TIME_NANOS = 100 * Agenda.MILLI;

  /**
   * A call of the store.
   *
   * @param done what it does there, and its answer
   * @param stale its answer if it is a read that tells what was before
   */
  record Call(long number, boolean writes, Supplier<StoreEvent> done, Supplier<StoreEvent> stale) {}

  private final World world;
  private final Records records;
  private final Machine process;
  private final Consumer<StoreEvent> tell;
  private final List<Network.Pipe> out = new ArrayList<>();
  private final List<Network.Pipe> back = new ArrayList<>();
  private final TreeSet<Long> open = new TreeSet<>();

  RecordCalls(World world, Records records, Machine process, Consumer<StoreEvent> tell) {
    this.world = world;
    this.records = records;
    this.process = process;
    this.tell = tell;
    for (int i = 0; i < CONNECTIONS; i++) {
      out.add(world.network.pipe(process, records.machine()));
      back.add(world.network.pipe(records.machine(), process));
    }
    records.watch(this);
  }

  /** The process is dead; what it has sent still arrives. */
  void died() {
    records.unwatch(this);
    back.forEach(Network.Pipe::breakOff);
  }

  /** The store tells of a change, unless that is lost. */
  void hint(ElectionName name) {
    Scenario.RecordShape shape = world.scenario.shape().records().orElseThrow();
    if (shape.pushes() && !records.draw().chance(10)) {
      back.get(0).send(() -> tell.accept(new StoreEvent.Changed(name)));
    }
  }

  void begin(Call call) {
    open.add(call.number());
    Fate fate = records.troubles().fate(process, call.writes(), records.draw());
    int connection = records.draw().index(CONNECTIONS);
    out.get(connection).send(() -> arrived(call, fate, connection));
    long until = process.clock().nanos() + timeNanos();
    process.at(process.clock().realAt(until), () -> end(call, unheard(call, "no answer in time")));
  }

  /** As long as a real client waits. */
  private long timeNanos() {
    long share = world.scenario.shape().timings().ttl().toNanos() / 4;
    return Math.max(MIN_TIME_NANOS, share);
  }

  private void arrived(Call call, Fate fate, int connection) {
    if (records.troubles().refuses()) {
      answer(call, connection, failed(call, FailureCode.UNAVAILABLE, "the store refuses"));
      return;
    }
    long wait = records.troubles().delayNanos(records.draw());
    records.machine().after(wait, () -> serve(call, fate, connection));
  }

  private void serve(Call call, Fate fate, int connection) {
    Optional<StoreEvent> answer = does(call, fate);
    long wait = records.troubles().delayNanos(records.draw());
    answer.ifPresent(it -> records.machine().after(wait, () -> answer(call, connection, it)));
  }

  /** What it is answered; empty for nothing. */
  private Optional<StoreEvent> does(Call call, Fate fate) {
    return switch (fate) {
      case DONE -> Optional.of(call.done().get());
      case STALE -> {
        world.tally.count(Exercised.RECORD_READ_STALE);
        yield Optional.of(call.stale().get());
      }
      case REPLY_LOST -> {
        countIfDone(call.done().get());
        yield unheardOrSilent(call);
      }
      case LATE -> {
        later(call);
        yield unheardOrSilent(call);
      }
      case CONFLICT -> Optional.of(new StoreEvent.WasSet(call.number(), false));
    };
  }

  private void countIfDone(StoreEvent answer) {
    if (answer instanceof StoreEvent.WasSet set && set.done()) {
      world.tally.count(Exercised.RECORD_REPLY_LOST);
    }
  }

  private void later(Call call) {
    Draw draw = records.draw();
    if (draw.chance(70)) {
      long ttl = world.scenario.shape().ttlMillis();
      records
          .machine()
          .after(
              draw.between(20, 2 * ttl) * Agenda.MILLI,
              () -> {
                StoreEvent answer = call.done().get();
                if (answer instanceof StoreEvent.WasSet set && set.done()) {
                  world.tally.count(Exercised.RECORD_WRITE_LATE);
                }
              });
    }
  }

  private Optional<StoreEvent> unheardOrSilent(Call call) {
    return records.draw().chance(50)
        ? Optional.of(unheard(call, "the connection was lost"))
        : Optional.empty();
  }

  private void answer(Call call, int connection, StoreEvent answer) {
    back.get(connection).send(() -> end(call, answer));
  }

  /** An answer that comes when the call was given up is not heard. */
  private void end(Call call, StoreEvent answer) {
    if (open.remove(call.number())) {
      tell.accept(answer);
    }
  }

  private static StoreEvent unheard(Call call, String why) {
    FailureCode code = call.writes() ? FailureCode.OUTCOME_UNKNOWN : FailureCode.UNAVAILABLE;
    return failed(call, code, why);
  }

  private static StoreEvent failed(Call call, FailureCode code, String why) {
    return new StoreEvent.Failed(call.number(), Failure.of(code, why));
  }
}
