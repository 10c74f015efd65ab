package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.CoordinatorState;

/** All invariants of one world, and the agenda by which they say when. */
final class Judge {
  private final Agenda agenda;
  private final boolean judgesLeases;
  private final GrantCheck grants = new GrantCheck();
  private final FenceCheck fences = new FenceCheck();
  private final CallbackCheck callbacks = new CallbackCheck();
  private final LeaderCheck leaders = new LeaderCheck();
  private final LogObserverCheck logObservers = new LogObserverCheck();
  private final RecordCheck records;
  private final ObserverCheck observers;
  private final StoreCheck store = new StoreCheck();
  private final LeaseCheck leases = new LeaseCheck();

  /**
   * @param judgesLeases whether clock rates are within the bound: beyond it only the storage
   *     decides
   * @param overRecords whether the elections are in a store of records
   */
  Judge(Agenda agenda, boolean judgesLeases, boolean overRecords) {
    this.agenda = agenda;
    this.judgesLeases = judgesLeases;
    records = new RecordCheck(grants, judgesLeases);
    observers = overRecords ? records.observers() : logObservers;
  }

  GrantCheck grants() {
    return grants;
  }

  FenceCheck fences() {
    return fences;
  }

  CallbackCheck callbacks() {
    return callbacks;
  }

  LeaderCheck leaders() {
    return leaders;
  }

  ObserverCheck observers() {
    return observers;
  }

  /** What only a store of records is held to. */
  RecordCheck records() {
    return records;
  }

  StoreCheck store() {
    return store;
  }

  /** An entry was committed and applied. */
  void applied(World world, Applied applied, CoordinatorState state) {
    grants.applied(applied.electionEvents());
    logObservers.applied(applied.electionEvents());
    store.applied(applied);
    if (judgesLeases) {
      LeaseCheck.applied(world, applied, state);
    }
  }

  /** The cluster goes on from a copy. */
  void restored() {
    grants.restored();
    leaders.restored();
    store.restored();
  }

  /** What must hold after every event. */
  void check(World world) {
    leases.check(world, judgesLeases, agenda.now());
  }
}
