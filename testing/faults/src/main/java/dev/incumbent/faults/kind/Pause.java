package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Stops processes ({@code SIGSTOP}) and lets them go on. */
record Pause(Whom whom) implements Fault {
  @Override
  public Layer layer() {
    return whom.layer();
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    List<Member> victims = whom.choose(stage, random);
    victims.forEach(v -> v.process().signal("STOP"));
    for (Member victim : victims) {
      awaitStopped(victim);
    }
    List<Long> ticks = victims.stream().map(v -> v.process().cpuTicks()).toList();
    return new Paused(stage, victims, whom.whose(stage, victims), ticks, System.nanoTime());
  }

  private static void awaitStopped(Member victim) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!victim.process().isStopped() && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }

  private record Paused(
      Stage stage, List<Member> victims, List<String> whose, List<Long> ticks, long sinceNanos)
      implements Injected {
    @Override
    public String target() {
      return victims.stream().map(Member::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String heal() {
      List<Long> now = victims.stream().map(v -> v.process().cpuTicks()).toList();
      boolean still = victims.stream().allMatch(v -> v.process().isStopped());
      long until = System.nanoTime();
      victims.forEach(v -> v.process().signal("CONT"));
      long millis = (until - sinceNanos) / 1_000_000;
      if (still) {
        victims.forEach(v -> stage.stoodStill(v, sinceNanos, until));
      }
      return still && now.equals(ticks)
          ? "stopped, and their CPU clocks stood at " + ticks + " ticks for " + millis + " ms"
          : "";
    }
  }
}
