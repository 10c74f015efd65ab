package dev.incumbent.simulation;

import java.util.ArrayList;
import java.util.List;

/** Faults that come together in real life, and are drawn together too rarely one by one. */
final class Combinations {
  private final World world;
  private final RaftGroup group;
  private final Injector injector;

  Combinations(World world, RaftGroup group, Injector injector) {
    this.world = world;
    this.group = group;
    this.injector = injector;
  }

  void inject(Replica process, Fault fault) {
    if (fault.kind() == Fault.Kind.LEADER_ISOLATED) {
      isolateLeader(process, fault);
    } else {
      stallLog(process, fault);
    }
  }

  /**
   * A part of the network is cut off, and in it are the Raft leader and a process: for long enough
   * that the others elect another leader, which expires whom it does not hear.
   */
  private void isolateLeader(Replica process, Fault fault) {
    Member leader = group.leader();
    if (leader == null) {
      return;
    }
    world.tally.count(Exercised.LEADER_ISOLATED);
    Fault cut = lasting(fault, fault.millis() + 2 * world.scenario.shape().ttlMillis());
    for (Machine other : others(leader.machine(), process.machine())) {
      injector.cutBoth(leader.machine(), other, cut);
      injector.cutBoth(process.machine(), other, cut);
    }
  }

  /**
   * A process is cut off until its session is due to expire. Just then the Raft leader's disk
   * stalls with what it was given, the node is elected anew, and the old entries come out later.
   */
  private void stallLog(Replica process, Fault fault) {
    long ttl = world.scenario.shape().ttlMillis() * Agenda.MILLI;
    injector.isolate(process, lasting(fault, world.scenario.shape().ttlMillis() * 102 / 100));
    world.agenda.after(
        ttl * 70 / 100,
        () -> {
          Member leader = group.leader();
          if (!world.calm && leader != null) {
            world.tally.count(Exercised.LOG_STALLED);
            leader.stalledUntilNanos = world.agenda.now() + ttl * 80 / 100;
            world.agenda.after(ttl * 33 / 100, () -> electAnew(leader));
          }
        });
  }

  private void electAnew(Member leader) {
    if (!world.calm && group.leader() == leader) {
      group.electAnew(leader);
    }
  }

  private static Fault lasting(Fault fault, long millis) {
    return new Fault(fault.atMillis(), fault.kind(), fault.target(), 1, millis);
  }

  private List<Machine> others(Machine leader, Machine process) {
    List<Machine> others = new ArrayList<>();
    group.members().forEach(member -> others.add(member.machine()));
    world.processes.forEach(replica -> others.add(replica.machine()));
    others.remove(leader);
    others.remove(process);
    return others;
  }
}
