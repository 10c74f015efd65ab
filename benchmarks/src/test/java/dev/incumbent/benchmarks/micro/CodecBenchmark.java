package dev.incumbent.benchmarks.micro;

import dev.incumbent.codec.LogEntryCodec;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.session.ClientMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Encodes and decodes what is most common: in the log a write, on the wire a renewal. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private final LogEntry write = Log.entry(7, Log.put(7, 1, new GrantId(0x1234, 0x5678)));
  private final ClientMessage renewal = new ClientMessage.Renew(Log.SESSION, 1_000, 50);

  /** An entry of the log with one write of 256 bytes. */
  @Benchmark
  public LogEntry write() {
    return LogEntryCodec.decode(LogEntryCodec.encode(write));
  }

  @Benchmark
  public ClientMessage renewal() {
    return WireFormat.decodeClientMessage(WireFormat.encode(renewal));
  }
}
