package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Host;
import dev.incumbent.faults.lab.HostProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Processes must share one CPU with others that never rest and go before them: they get hardly any
 * of it.
 */
record Starve(Whom whom) implements Fault {
  private static final int HUNGRY = 4;

  /** The kernel tells CPU times in hundredths of a second. */
  private static final long NANOS_A_TICK = 10_000_000;

  /** How many times as long as they ran they must have waited. */
  private static final int LEAST_TIMES = 9;

  /** The CPU time after which a hungry process ends, whoever forgot it. */
  private static final int CPU_SECONDS = 60;

  @Override
  public Layer layer() {
    return Layer.PROCESS;
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    List<Member> victims = whom.choose(stage, random);
    List<HostProcess> processes = victims.stream().map(Member::process).toList();
    String cpus = processes.get(0).cpus();
    String one = cpus.split("[,-]", 2)[0];
    processes.forEach(p -> p.runOn(one));
    Times before = Times.of(processes);
    List<HostProcess> hungry = new ArrayList<>();
    for (int i = 0; i < HUNGRY; i++) {
      hungry.add(eat(stage, victims.get(0).host(), one));
    }
    return new Starved(victims, processes, hungry, cpus, before);
  }

  private static HostProcess eat(Stage stage, Host host, String cpu) {
    String loop = "ulimit -t " + CPU_SECONDS + "; while :; do :; done";
    List<String> command = List.of("taskset", "-c", cpu, "nice", "-n", "-10", "sh", "-c", loop);
    return stage.startBeside(host, command);
  }

  /** For how long threads have run and waited for a CPU. */
  record Times(long ranNanos, long waitedNanos) {
    private static Times of(List<HostProcess> processes) {
      return new Times(
          processes.stream().mapToLong(HostProcess::cpuTicks).sum() * NANOS_A_TICK,
          processes.stream().mapToLong(HostProcess::waitedNanos).sum());
    }

    private Times since(Times before) {
      return new Times(ranNanos - before.ranNanos, waitedNanos - before.waitedNanos);
    }
  }

  /**
   * That they had at most a tenth of the CPU time that they wanted; empty if not. What they want
   * varies: a Raft leader that starves soon follows another, and rests.
   */
  static String shown(Times times) {
    return times.ranNanos() >= 0
            && times.waitedNanos() > 0
            && times.waitedNanos() >= LEAST_TIMES * times.ranNanos()
        ? String.format(
            "their threads waited %.1f s for a CPU and ran for %.1f s",
            times.waitedNanos() / 1e9, times.ranNanos() / 1e9)
        : "";
  }

  private record Starved(
      List<Member> victims,
      List<HostProcess> processes,
      List<HostProcess> hungry,
      String cpus,
      Times before)
      implements Injected {
    @Override
    public String target() {
      return victims.stream().map(Member::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String heal() throws InterruptedException {
      Times times = Times.of(processes).since(before);
      for (HostProcess one : hungry) {
        one.crash();
      }
      processes.forEach(p -> p.runOn(cpus));
      return shown(times);
    }
  }
}
