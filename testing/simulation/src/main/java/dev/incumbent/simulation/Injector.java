package dev.incumbent.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the schedule's faults happen, and heals them. */
final class Injector {
  private final World world;
  private final Operators operators;
  private final Combinations combinations;
  private boolean healed;

  Injector(World world) {
    this.world = world;
    operators = new Operators(world);
    combinations = new Combinations(world, this);
  }

  void plan() {
    for (Fault fault : world.scenario.faults()) {
      world.agenda.at(fault.atMillis() * Agenda.MILLI, () -> inject(fault));
    }
  }

  private void inject(Fault fault) {
    world.trace.line("fault", 3, fault::toString);
    Replica process = world.processes.get(fault.target() % world.processes.size());
    Member member = world.group.members().get(fault.target() % world.group.members().size());
    switch (fault.kind()) {
      case PROCESS_CRASH -> crash(process, fault);
      case PROCESS_PAUSE -> pause(process.machine(), fault, Exercised.PROCESS_PAUSE);
      case NODE_CRASH -> crash(member, fault);
      case NODE_PAUSE -> pause(member.machine(), fault, Exercised.NODE_PAUSE);
      case POWER_LOSS -> powerLoss(fault);
      case CUT -> cut(any(fault.target()), any(fault.detail()), fault);
      case NODE_ISOLATED -> isolateNode(member, fault);
      case LEADER_ISOLATED, LOG_STALLED -> combinations.inject(process, fault);
      case PROCESS_ISOLATED -> isolate(process, fault);
      case STORAGE_ISOLATED -> cutBoth(process.machine(), world.storage.machine(), fault);
      case RESET -> reset(process, fault);
      case SLOW_NETWORK -> slow(fault);
      case FAILOVER -> world.group.failOver();
      case APPLY_LAG -> lag(member, fault);
      case WALL_JUMP -> jump(process.machine(), fault);
      case RESTORE -> restore(fault);
      case STUCK, SICK -> trouble(process, fault);
      case REVOKE, OPERATOR_PAUSE, RAISE_FLOOR, HANDOVER, LEAVE -> operators.act(process, fault);
    }
  }

  private void later(Fault fault, Runnable task) {
    world.agenda.after(
        fault.millis() * Agenda.MILLI,
        () -> {
          if (!healed) {
            task.run();
          }
        });
  }

  private Machine any(int index) {
    List<Member> members = world.group.members();
    int number = index % (members.size() + world.processes.size());
    return number < members.size()
        ? members.get(number).machine()
        : world.processes.get(number - members.size()).machine();
  }

  private void crash(Replica process, Fault fault) {
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

  private void crash(Member member, Fault fault) {
    if (member.machine().isUp()) {
      world.tally.count(Exercised.NODE_CRASH);
      world.group.crash(member, fault.detail() % 3 > 0);
      later(fault, () -> restart(member));
    }
  }

  private void restart(Member member) {
    if (!member.machine().isUp()) {
      world.tally.count(Exercised.RESTART);
      world.group.start(member);
    }
  }

  private void powerLoss(Fault fault) {
    world.tally.count(Exercised.POWER_LOSS);
    world.group.members().forEach(member -> crash(member, fault));
  }

  private void pause(Machine machine, Fault fault, Exercised what) {
    if (machine.runs()) {
      world.tally.count(what);
      machine.pause();
      world.group.reconsider();
      later(fault, () -> resume(machine));
    }
  }

  private void resume(Machine machine) {
    machine.resume();
    world.group.reconsider();
  }

  private void cut(Machine from, Machine to, Fault fault) {
    if (from != to) {
      world.tally.count(Exercised.CUT);
      world.network.cut(from, to);
      world.group.reconsider();
      later(fault, () -> heal(from, to));
    }
  }

  private void heal(Machine from, Machine to) {
    world.network.heal(from, to);
    world.group.reconsider();
  }

  void cutBoth(Machine one, Machine other, Fault fault) {
    cut(one, other, fault);
    if (fault.detail() % 4 > 0) {
      cut(other, one, fault);
    }
  }

  private void isolateNode(Member member, Fault fault) {
    world.tally.count(Exercised.PARTITION);
    for (Member other : world.group.members()) {
      if (other != member) {
        cutBoth(member.machine(), other.machine(), fault);
      }
    }
  }

  void isolate(Replica process, Fault fault) {
    world.tally.count(Exercised.PARTITION);
    for (Member member : world.group.members()) {
      cutBoth(process.machine(), member.machine(), fault);
    }
  }

  private void reset(Replica process, Fault fault) {
    Client client = process.client();
    if (client != null && !client.streams().isEmpty()) {
      List<Stream> streams = client.streams();
      streams
          .get(fault.detail() % streams.size())
          .reset(fault.detail() % 3 > 0, fault.detail() % 5 > 0);
    }
  }

  private void slow(Fault fault) {
    world.tally.count(Exercised.SLOW_NETWORK);
    world.network.slowest((20 + fault.detail()) * Agenda.MILLI);
    later(fault, () -> world.network.slowest(3 * Agenda.MILLI));
  }

  private void lag(Member member, Fault fault) {
    world.tally.count(Exercised.APPLY_LAG);
    member.lagNanos = fault.detail() * 10L * Agenda.MILLI;
    later(fault, () -> member.lagNanos = 0);
  }

  private void jump(Machine machine, Fault fault) {
    world.tally.count(Exercised.WALL_JUMP);
    machine.clock().setWall((fault.detail() - 24) * fault.millis());
  }

  private void restore(Fault fault) {
    world.tally.count(Exercised.RESTORE);
    for (Member member : world.group.members()) {
      if (member.machine().isUp()) {
        world.group.crash(member, true);
      }
    }
    world.group.restore(world.group.log().length() * (fault.detail() + 1) / 64);
    world.judge.restored();
    world.agenda.after(100 * Agenda.MILLI, () -> world.group.members().forEach(this::restart));
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
    for (Member member : world.group.members()) {
      member.lagNanos = 0;
      member.stalledUntilNanos = 0;
      member.machine().resume();
      restart(member);
    }
    for (Replica process : world.processes) {
      process.machine().resume();
      restart(process);
      healed(process.client());
    }
    world.group.reconsider();
    operators.resumeAll();
  }

  private void healNetwork() {
    int machines = world.group.members().size() + world.processes.size();
    for (int i = 0; i < machines; i++) {
      world.network.heal(any(i), world.storage.machine());
      world.network.heal(world.storage.machine(), any(i));
      for (int j = 0; j < machines; j++) {
        world.network.heal(any(i), any(j));
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
