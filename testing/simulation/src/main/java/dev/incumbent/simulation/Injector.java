package dev.incumbent.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the schedule's faults happen, and heals them. */
final class Injector {
  private final World world;
  private final Operators operators;
  private final Coordinator.Faults coordinatorFaults;
  private boolean healed;

  Injector(World world) {
    this.world = world;
    operators = new Operators(world);
    coordinatorFaults = world.coordinator.faults(this);
  }

  void plan() {
    for (Fault fault : world.scenario.faults()) {
      world.agenda.at(fault.atMillis() * Agenda.MILLI, () -> inject(fault));
    }
  }

  private void inject(Fault fault) {
    world.trace.line("fault", 3, fault::toString);
    Replica process = world.processes.get(fault.target() % world.processes.size());
    if (fault.kind().of() != Fault.Of.ANY) {
      coordinatorFaults.inject(fault, process);
      return;
    }
    switch (fault.kind()) {
      case PROCESS_CRASH -> crash(process, fault);
      case PROCESS_PAUSE -> pause(process.machine(), fault, Exercised.PROCESS_PAUSE);
      case CUT -> cut(any(fault.target()), any(fault.detail()), fault);
      case PROCESS_ISOLATED -> isolate(process, fault);
      case STORAGE_ISOLATED -> cutBoth(process.machine(), world.storage.machine(), fault);
      case SLOW_NETWORK -> slow(fault);
      case WALL_JUMP -> jump(process.machine(), fault);
      case STUCK, SICK -> trouble(process, fault);
      default -> operators.act(process, fault);
    }
  }

  /** What ends a fault, unless everything was healed before. */
  void later(Fault fault, Runnable task) {
    world.agenda.after(
        fault.millis() * Agenda.MILLI,
        () -> {
          if (!healed) {
            task.run();
          }
        });
  }

  private Machine any(int index) {
    List<Machine> all = machines();
    return all.get(index % all.size());
  }

  /** Those of the coordinator, then those of processes. */
  private List<Machine> machines() {
    List<Machine> all = new ArrayList<>(world.coordinator.machines());
    world.processes.forEach(process -> all.add(process.machine()));
    return all;
  }

  void crash(Replica process, Fault fault) {
    if (process.machine().isUp()) {
      world.tally.count(Exercised.PROCESS_CRASH);
      process.crash(fault.detail() % 3 > 0);
      later(fault, () -> restart(process));
    }
  }

  private void restart(Replica process) {
    if (!process.machine().isUp()) {
      world.tally.count(Exercised.RESTART);
      process.start();
    }
  }

  void pause(Machine machine, Fault fault, Exercised what) {
    if (machine.runs()) {
      world.tally.count(what);
      machine.pause();
      world.coordinator.reconsider();
      later(fault, () -> resume(machine));
    }
  }

  private void resume(Machine machine) {
    machine.resume();
    world.coordinator.reconsider();
  }

  private void cut(Machine from, Machine to, Fault fault) {
    if (from != to) {
      world.tally.count(Exercised.CUT);
      world.network.cut(from, to);
      world.coordinator.reconsider();
      later(fault, () -> heal(from, to));
    }
  }

  private void heal(Machine from, Machine to) {
    world.network.heal(from, to);
    world.coordinator.reconsider();
  }

  void cutBoth(Machine one, Machine other, Fault fault) {
    cut(one, other, fault);
    if (fault.detail() % 4 > 0) {
      cut(other, one, fault);
    }
  }

  void isolate(Replica process, Fault fault) {
    world.tally.count(Exercised.PARTITION);
    for (Machine machine : world.coordinator.machines()) {
      cutBoth(process.machine(), machine, fault);
    }
  }

  private void slow(Fault fault) {
    world.tally.count(Exercised.SLOW_NETWORK);
    world.network.slowest((20 + fault.detail()) * Agenda.MILLI);
    later(fault, () -> world.network.slowest(3 * Agenda.MILLI));
  }

  private void jump(Machine machine, Fault fault) {
    world.tally.count(Exercised.WALL_JUMP);
    machine.clock().setWall((fault.detail() - 24) * fault.millis());
  }

  private void trouble(Replica process, Fault fault) {
    Client client = process.client();
    if (client == null) {
      return;
    }
    boolean sick = fault.kind() == Fault.Kind.SICK;
    if (sick && world.scenario.shape().healthChecked()) {
      world.tally.count(Exercised.UNHEALTHY);
    }
    set(client, sick, true);
    later(fault, () -> set(client, sick, false));
  }

  private static void set(Client client, boolean sick, boolean now) {
    if (sick) {
      client.standing().sick(now);
    } else {
      client.standing().stuck(now);
    }
  }

  /** Everything works from now on. */
  void heal() {
    healed = true;
    world.network.slowest(3 * Agenda.MILLI);
    healNetwork();
    coordinatorFaults.heal();
    for (Replica process : world.processes) {
      process.machine().resume();
      restart(process);
      healed(process.client());
    }
    world.coordinator.reconsider();
    operators.resumeAll();
  }

  private void healNetwork() {
    List<Machine> all = machines();
    for (Machine machine : all) {
      world.network.heal(machine, world.storage.machine());
      world.network.heal(world.storage.machine(), machine);
      for (Machine other : all) {
        world.network.heal(machine, other);
      }
    }
  }

  private static void healed(@Nullable Client client) {
    if (client != null) {
      client.standing().sick(false);
      client.standing().stuck(false);
    }
  }
}
