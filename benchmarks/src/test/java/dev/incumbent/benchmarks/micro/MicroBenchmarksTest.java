package dev.incumbent.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, for a moment: its figures say nothing. */
class MicroBenchmarksTest {
  private static Collection<RunResult> runForAMoment() throws RunnerException {
    // Two builds on one machine may do this at a time: nothing is measured.
    System.setProperty("jmh.ignoreLock", "true");
    return new Runner(
            new OptionsBuilder()
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  @Test
  void runsEachBenchmark() throws RunnerException {
    Collection<RunResult> results = runForAMoment();

    assertThat(results)
        .extracting(result -> shortName(result.getParams().getBenchmark()))
        .containsExactlyInAnyOrder(
            "CodecBenchmark.renewal",
            "CodecBenchmark.write",
            "LeadershipBenchmark.call",
            "LeadershipBenchmark.clock",
            "LeadershipBenchmark.requireValid",
            "StateMachineBenchmark.cycle",
            "StateMachineBenchmark.write");
    assertThat(results)
        .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore()).isPositive());
  }

  private static String shortName(String benchmark) {
    return benchmark.substring(MicroBenchmarksTest.class.getPackageName().length() + 1);
  }
}
