package dev.incumbent.benchmarks.micro;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures what lives inside one process; JMH prints what it finds. Not part of a build.
 *
 * <pre>
 * ./verify -q -pl benchmarks -am -Dtest=MicroBenchmarks -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dincumbent.micro=.          # all; or a regular expression, as Leadership
 * </pre>
 */
@EnabledIfSystemProperty(named = "incumbent.micro", matches = ".+")
final class MicroBenchmarks {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  @Test
  void measure() throws RunnerException {
    Collection<RunResult> unused =
        new Runner(
                new OptionsBuilder()
                    .include(System.getProperty("incumbent.micro"))
                    .shouldFailOnError(true)
                    .forks(FORKS)
                    .warmupIterations(ITERATIONS)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(ITERATIONS)
                    .measurementTime(TimeValue.seconds(1))
                    .build())
            .run();
  }
}
