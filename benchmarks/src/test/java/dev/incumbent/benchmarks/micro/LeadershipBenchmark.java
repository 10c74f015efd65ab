package dev.incumbent.benchmarks.micro;

import dev.incumbent.client.store.StoreCoordinators;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.Leadership;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.kit.store.InMemoryLeaseStore;
import dev.incumbent.kit.store.MemoryRecords;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.spi.ClientConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a leader asks its leadership before each act: a real one, granted by a coordinator over
 * records in memory, with its renewals going on beside.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeadershipBenchmark {
  /** Longer than by default: a busy machine shall not take the leadership away meanwhile. */
  private static final LeaseTimings TIMINGS = LeaseTimings.ofTtl(Duration.ofSeconds(60));

  private final Coordinator coordinator =
      StoreCoordinators.connect(
          new InMemoryLeaseStore(new MemoryRecords(), true),
          new ClientConfig(TIMINGS, "micro", Optional.empty()),
          "memory");

  private final Leadership leadership = lead(coordinator);

  private static Leadership lead(Coordinator coordinator) {
    CompletableFuture<Leadership> led = new CompletableFuture<>();
    var unused =
        coordinator.campaign(
            CampaignConfig.of(new ElectionName("micro"), new CandidateName("one")).build(),
            leadership -> {
              led.complete(leadership);
              leadership.stopSignal().await();
            });
    return led.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Ends the leadership in good order. */
  @TearDown
  public void close() {
    coordinator.close();
  }

  /** The clock alone, which every check reads: no check is faster. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** The check by itself. */
  @Benchmark
  public void requireValid() {
    leadership.requireValid();
  }

  /** An act under the leadership, which is not released before it has returned (S-5). */
  @Benchmark
  public FencingToken call() throws Exception {
    return leadership.call(leadership::token);
  }
}
