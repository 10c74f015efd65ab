package dev.incumbent.simulation;

import dev.incumbent.simulation.RecordTroubles.Fate;

/** What happens to a store of records, and to the calls of it. */
final class RecordFaults implements Coordinator.Faults {
  /**
   * How often records go back: each time may take a holder's raise of the floor, of which three are
   * allowed in an hour.
   */
  private static final int MAX_GOINGS_BACK = 3;

  private final World world;
  private final Records records;
  private final Injector injector;
  private int goingsBack;

  RecordFaults(World world, Records records, Injector injector) {
    this.world = world;
    this.records = records;
    this.injector = injector;
  }

  @Override
  public void inject(Fault fault, Replica process) {
    switch (fault.kind()) {
      case RECORD_REPLY_LOST -> befall(process, Fate.REPLY_LOST, fault);
      case RECORD_WRITE_LATE -> befall(process, Fate.LATE, fault);
      case RECORD_CONFLICT -> befall(process, Fate.CONFLICT, fault);
      case RECORD_READ_STALE -> befall(process, Fate.STALE, fault);
      case RECORDS_SLOW -> slow(fault);
      case RECORDS_UNAVAILABLE -> unavailable(fault);
      case RECORD_DELETED -> delete(fault);
      default -> restore(fault);
    }
  }

  private void befall(Replica process, Fate fate, Fault fault) {
    records.troubles().befall(process.machine(), fate, fault.millis());
  }

  private void slow(Fault fault) {
    world.tally.count(Exercised.RECORDS_SLOW);
    long slowest = world.scenario.shape().ttlMillis() * (fault.detail() + 1) / 64;
    records.troubles().slow(slowest, fault.millis());
  }

  /** It refuses everything, or says nothing. */
  private void unavailable(Fault fault) {
    world.tally.count(Exercised.RECORDS_UNAVAILABLE);
    if (fault.detail() % 2 == 0) {
      records.troubles().refuse(fault.millis());
    } else if (records.machine().isUp()) {
      records.machine().crash();
      injector.later(fault, this::restart);
    }
  }

  private void restart() {
    if (!records.machine().isUp()) {
      records.machine().start();
    }
  }

  /** Sometimes no process survives that had seen the record: then only the fences remember. */
  private void delete(Fault fault) {
    if (mayGoBack()) {
      if (fault.detail() % 4 == 0) {
        world.processes.forEach(process -> injector.crash(process, fault));
      }
      world.tally.count(Exercised.RECORD_DELETED);
      int election = fault.detail() % world.scenario.shape().elections();
      records.delete(Standing.election(election));
    }
  }

  /** The last writes are gone, as after a failover that lost them; or many are. */
  private void restore(Fault fault) {
    if (mayGoBack()) {
      world.tally.count(Exercised.RECORDS_RESTORED);
      int detail = fault.detail();
      records.restore(detail % 2 == 0 ? 1 + detail / 8 : records.changes() * (detail + 1) / 64);
    }
  }

  private boolean mayGoBack() {
    return records.changes() > 0 && ++goingsBack <= MAX_GOINGS_BACK;
  }

  @Override
  public void heal() {
    records.troubles().end();
    restart();
  }
}
