package dev.incumbent.simulation;

import dev.incumbent.coordinator.host.HostEvent;
import java.util.List;

/** What happens to nodes, to their streams and to their log. */
final class ClusterFaults implements Coordinator.Faults {
  private final World world;
  private final RaftGroup group;
  private final Injector injector;
  private final Combinations combinations;

  ClusterFaults(World world, RaftGroup group, Injector injector) {
    this.world = world;
    this.group = group;
    this.injector = injector;
    combinations = new Combinations(world, group, injector);
  }

  @Override
  public void inject(Fault fault, Replica process) {
    Member member = group.members().get(fault.target() % group.members().size());
    switch (fault.kind()) {
      case NODE_CRASH -> crash(member, fault);
      case NODE_PAUSE -> injector.pause(member.machine(), fault, Exercised.NODE_PAUSE);
      case POWER_LOSS -> powerLoss(fault);
      case NODE_ISOLATED -> isolate(member, fault);
      case RESET -> reset(process, fault);
      case FAILOVER -> group.failOver();
      case APPLY_LAG -> lag(member, fault);
      case RESTORE -> restore(fault);
      default -> combinations.inject(process, fault);
    }
  }

  private void crash(Member member, Fault fault) {
    if (member.machine().isUp()) {
      world.tally.count(Exercised.NODE_CRASH);
      if (world.scenario.shape().people() && fault.detail() % 2 == 0) {
        world.tally.count(Exercised.NODE_STOPPED);
        member.node().tell(new HostEvent.Stopping());
      }
      group.crash(member, fault.detail() % 3 > 0);
      injector.later(fault, () -> restart(member));
    }
  }

  private void restart(Member member) {
    if (!member.machine().isUp()) {
      world.tally.count(Exercised.RESTART);
      group.start(member);
    }
  }

  private void powerLoss(Fault fault) {
    world.tally.count(Exercised.POWER_LOSS);
    group.members().forEach(member -> crash(member, fault));
  }

  private void isolate(Member member, Fault fault) {
    world.tally.count(Exercised.PARTITION);
    for (Member other : group.members()) {
      if (other != member) {
        injector.cutBoth(member.machine(), other.machine(), fault);
      }
    }
  }

  private static void reset(Replica process, Fault fault) {
    Client client = process.client();
    if (client != null && !client.streams().isEmpty()) {
      List<Stream> streams = client.streams();
      streams
          .get(fault.detail() % streams.size())
          .reset(fault.detail() % 3 > 0, fault.detail() % 5 > 0);
    }
  }

  private void lag(Member member, Fault fault) {
    world.tally.count(Exercised.APPLY_LAG);
    member.lagNanos = fault.detail() * 10L * Agenda.MILLI;
    injector.later(fault, () -> member.lagNanos = 0);
  }

  private void restore(Fault fault) {
    world.tally.count(Exercised.RESTORE);
    for (Member member : group.members()) {
      if (member.machine().isUp()) {
        group.crash(member, true);
      }
    }
    group.restore(group.log().length() * (fault.detail() + 1) / 64);
    world.judge.restored(group.log().state());
    world.agenda.after(100 * Agenda.MILLI, () -> group.members().forEach(this::restart));
  }

  @Override
  public void heal() {
    for (Member member : group.members()) {
      member.lagNanos = 0;
      member.stalledUntilNanos = 0;
      member.machine().resume();
      restart(member);
    }
  }
}
