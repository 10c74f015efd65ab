package dev.incumbent.simulation;

import java.util.ArrayList;
import java.util.List;

/** What all parts of one simulated world share: time, network, randomness, trace and judge. */
final class World {
  static final String CLUSTER = "00000000000000000000000000000001";

  final Scenario scenario;
  final Tampering tampering;
  final Director director;
  final Agenda agenda = new Agenda();
  final Trace trace;
  final Tally tally = new Tally();
  final Network network;
  final Judge judge;
  final Coordinator coordinator;
  final Storage storage;

  /** Nothing goes wrong any more, and work returns only when told to. */
  boolean calm;

  final List<Replica> processes = new ArrayList<>();

  World(Scenario scenario, Tampering tampering, boolean fullTrace) {
    this(scenario, tampering, Director.NONE, fullTrace);
  }

  World(Scenario scenario, Tampering tampering, Director director, boolean fullTrace) {
    this.scenario = scenario;
    this.tampering = tampering;
    this.director = director;
    trace = new Trace(agenda, fullTrace);
    Scenario.Shape shape = scenario.shape();
    int machines = shape.coordinatorMachines();
    network = new Network(agenda, draw("network"), machines + shape.processes() + 1);
    judge = new Judge(agenda, shape);
    coordinator = shape.records().isPresent() ? new Records(this) : new Cluster(this);
    storage = new Storage(this, machine(machines + shape.processes(), "storage"));
    for (int i = 0; i < shape.processes(); i++) {
      processes.add(new Replica(this, i, machine(machines + i, "p" + (i + 1))));
    }
  }

  Draw draw(String label) {
    return director.draw(scenario.seed(), label);
  }

  /** A machine with clocks of its own. */
  Machine machine(int number, String name) {
    Draw draw = draw("clock " + name);
    long ppm = scenario.shape().withinRateBound() ? draw.between(-4_900, 4_900) : wild(draw);
    long origin = draw.between(-1L << 60, 1L << 60);
    SimClock clock = new SimClock(agenda, origin, ppm, draw.between(-100_000_000, 100_000_000));
    return new Machine(number, name, agenda, clock);
  }

  private static long wild(Draw draw) {
    return draw.between(-300_000, 300_000);
  }

  /** Everything starts. */
  void begin() {
    storage.machine().start();
    coordinator.begin();
    processes.forEach(Replica::start);
  }

  /** Lets the time pass; the invariants hold after every event. */
  void run(long untilNanos) {
    while (agenda.step(untilNanos)) {
      judge.check(this);
    }
  }
}
