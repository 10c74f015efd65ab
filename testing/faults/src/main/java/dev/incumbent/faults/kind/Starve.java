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
    long waited = processes.stream().mapToLong(HostProcess::waitedNanos).sum();
    List<HostProcess> hungry = new ArrayList<>();
    for (int i = 0; i < HUNGRY; i++) {
      hungry.add(eat(stage, victims.get(0).host(), one));
    }
    return new Starved(victims, processes, hungry, cpus, waited, System.nanoTime());
  }

  private static HostProcess eat(Stage stage, Host host, String cpu) {
    String loop = "ulimit -t " + CPU_SECONDS + "; while :; do :; done";
    List<String> command = List.of("taskset", "-c", cpu, "nice", "-n", "-10", "sh", "-c", loop);
    return stage.startBeside(host, command);
  }

  /** That on average one thread or more was waiting for a CPU all along; empty if not. */
  static String shown(long waitedNanos, long elapsedNanos) {
    return waitedNanos >= elapsedNanos
        ? String.format(
            "their threads waited %.1f s for a CPU within %.1f s",
            waitedNanos / 1e9, elapsedNanos / 1e9)
        : "";
  }

  private record Starved(
      List<Member> victims,
      List<HostProcess> processes,
      List<HostProcess> hungry,
      String cpus,
      long waitedBefore,
      long sinceNanos)
      implements Injected {
    @Override
    public String target() {
      return victims.stream().map(Member::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String heal() throws InterruptedException {
      long elapsed = System.nanoTime() - sinceNanos;
      long waited = processes.stream().mapToLong(HostProcess::waitedNanos).sum() - waitedBefore;
      for (HostProcess one : hungry) {
        one.crash();
      }
      processes.forEach(p -> p.runOn(cpus));
      return shown(waited, elapsed);
    }
  }
}
