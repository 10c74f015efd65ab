package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.CoordinatorState;

/** All invariants of one world, and the agenda by which they say when. */
final class Judge {
  private final Agenda agenda;
  private final boolean judgesLeases;
  private final boolean judgesKeys;
  private final GrantCheck grants = new GrantCheck();
  private final FenceCheck fences = new FenceCheck();
  private final CallbackCheck callbacks = new CallbackCheck();
  private final LeaderCheck leaders = new LeaderCheck();
  private final LogObserverCheck logObservers = new LogObserverCheck();
  private final RecordCheck records;
  private final ObserverCheck observers;
  private final StoreCheck store;
  private final LeaseCheck leases = new LeaseCheck();

  Judge(Agenda agenda, Scenario.Shape shape) {
    this.agenda = agenda;
    // Beyond the bound of clock rates only the storage decides.
    judgesLeases = shape.withinRateBound();
    records = new RecordCheck(grants, judgesLeases);
    observers = shape.records().isPresent() ? records.observers() : logObservers;
    store = new StoreCheck(agenda, judgesLeases);
    judgesKeys = shape.keys();
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
    if (judgesKeys) {
      store.applied(applied, state);
    }
    if (judgesLeases) {
      LeaseCheck.applied(world, applied, state);
    }
  }

  /** The cluster goes on from a copy. */
  void restored(CoordinatorState state) {
    grants.restored();
    leaders.restored();
    store.restored(state);
  }

  /** What must hold after every event. */
  void check(World world) {
    leases.check(world, judgesLeases, agenda.now());
  }
}
