package dev.incumbent.cli.demo;

import dev.incumbent.election.CandidateName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures planned hand-overs between processes, with default settings: from the return of the old
 * leader's work to the new leader's work, which has claimed its fence by then. Not part of a build.
 *
 * <pre>
 * mvn -pl apps/cli -am test -Dtest=HandoverMeasurement -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dincumbent.measure=200      # hand-overs, after as many again that are not counted
 * </pre>
 */
@EnabledIfSystemProperty(named = "incumbent.measure", matches = "\\d+")
final class HandoverMeasurement extends Measurement {
  private static final long PAUSE_MILLIS = 50;

  @Override
  List<String> vmOptions() {
    return List.of("-Xmx256m");
  }

  @Test
  void workReturnedToElected() throws InterruptedException {
    int times = Integer.getInteger("incumbent.measure");
    Figure cold = Figure.millis();
    Figure warm = Figure.millis();
    for (int i = 0; i < times; i++) {
      cold.addNanos(handOver());
    }
    for (int i = 0; i < times; i++) {
      warm.addNanos(handOver());
    }
    System.out.println("work returned to elected, cold: " + cold + "; warm: " + warm);
  }

  private long handOver() throws InterruptedException {
    Contestant.Line old = awaitElected(0);
    Contestant leader = leader(old);
    CandidateName next = new CandidateName("c" + (number(leader) % 3 + 1));
    var unused = coordinator().elections().requestHandover(Scene.ELECTION, next).join();
    long elected = awaitElected(old.token()).nanos();
    long returned = await(leader, "stop", old.token()).nanos();
    Thread.sleep(PAUSE_MILLIS);
    return elected - returned;
  }
}
