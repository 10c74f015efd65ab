package dev.incumbent.benchmarks.micro;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorStateMachine;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.coordinator.StateConfig;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Applies to the coordinator's state machine, one command an entry, what clients send most. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StateMachineBenchmark {
  private final CoordinatorStateMachine machine =
      new CoordinatorStateMachine(StateConfig.defaults());

  private long index;
  private long sequence;
  private SessionEvent.Granted granted = open();

  private SessionEvent.Granted open() {
    Applied unused = apply(Log.openSession());
    unused = apply(Log.present());
    return grant();
  }

  private SessionEvent.Granted grant() {
    SessionEvent event = apply(Log.campaign(++sequence)).sessionEvents().get(0).event();
    return (SessionEvent.Granted) event;
  }

  private Applied apply(Command command) {
    index++;
    return machine.apply(Log.TERM, index, Log.entry(index, command));
  }

  /** A fenced write of 256 bytes. */
  @Benchmark
  public OperationResult write() {
    Command put = Log.put(++sequence, granted.token().value(), granted.grant());
    return require(apply(put).results().get(0));
  }

  /** A leadership given back, and the next one granted: two entries. */
  @Benchmark
  public SessionEvent cycle() {
    Command release = Log.release(++sequence, granted.token().value());
    require(apply(release).results().get(0));
    granted = grant();
    return granted;
  }

  /** A refusal would be measured for what it is not. */
  private static OperationResult require(OperationResult result) {
    if (result instanceof OperationResult.Failed failed) {
      throw new IllegalStateException(failed.toString());
    }
    return result;
  }
}
