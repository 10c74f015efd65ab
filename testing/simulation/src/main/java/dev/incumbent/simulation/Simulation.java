package dev.incumbent.simulation;

import dev.incumbent.election.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs scenarios: faults first, then everything is healed, and progress is required; then nothing
 * goes wrong, and nothing may change; then everybody leaves.
 *
 * <p>Guarantees: one scenario gives one run, on every machine and in every JVM. Threads: none; two
 * runs share nothing.
 *
 * <p>Errors: a violated invariant is a result, not an exception; so is an exception that the
 * protocol code throws.
 */
public final class Simulation {
  private static final long STEP_NANOS = 50 * Agenda.MILLI;

  private final World world;
  private final Injector injector;

  private Simulation(Scenario scenario, Tampering tampering, boolean fullTrace) {
    world = new World(scenario, tampering, fullTrace);
    injector = new Injector(world);
  }

  /** Runs the scenario of a seed. */
  public static Run run(long seed) {
    return run(Scenario.of(seed));
  }

  /** Runs a scenario. */
  public static Run run(Scenario scenario) {
    return run(scenario, Tampering.NONE, false);
  }

  static Run run(Scenario scenario, Tampering tampering, boolean fullTrace) {
    Simulation simulation = new Simulation(scenario, tampering, fullTrace);
    try {
      simulation.pass();
      return simulation.result(Optional.empty());
    } catch (ViolationException e) {
      return simulation.result(Optional.of(e));
    } catch (RuntimeException e) {
      ViolationException thrown = new ViolationException("no exception", String.valueOf(e));
      thrown.initCause(e);
      return simulation.result(Optional.of(thrown));
    }
  }

  private Run result(Optional<ViolationException> violation) {
    count();
    return new Run(
        world.scenario,
        world.trace.digest(),
        world.agenda.now() / Agenda.MILLI,
        world.tally,
        violation,
        violation.isPresent() ? world.trace.last() : List.of());
  }

  private void count() {
    world.tally.events(world.agenda.done());
    world.tally.grants(world.judge.grants().granted());
    world.tally.count(
        world.scenario.shape().records().isPresent() ? Exercised.RECORDS : Exercised.CLUSTER);
    if (!world.scenario.shape().withinRateBound()) {
      world.tally.count(Exercised.CLOCK_RATE);
    }
    for (EndReason reason : world.judge.grants().ends()) {
      if (reason == EndReason.EXPIRED) {
        world.tally.count(Exercised.EXPIRY);
      } else if (reason == EndReason.CRASHED || reason == EndReason.SILENT) {
        world.tally.count(Exercised.SUSPICION);
      }
    }
  }

  private void pass() {
    world.begin();
    injector.plan();
    world.run(world.scenario.shape().activeMillis() * Agenda.MILLI);
    world.trace.line("world", 4, () -> "heals");
    world.calm = true;
    injector.heal();
    progress();
    quiet();
    readBack();
    leave();
  }

  /** I11: each election has a leader within L-2's bound. */
  private void progress() {
    Scenario.Shape shape = world.scenario.shape();
    long boundMillis =
        3_000 + 4 * shape.ttlMillis() + shape.lockDelayMillis() + shape.maxTtlMillis();
    long until = world.agenda.now() + boundMillis * Agenda.MILLI;
    while (!Progress.everyElectionIsLed(world)) {
      if (world.agenda.now() >= until) {
        throw new ViolationException(
            "I11", "no leader " + boundMillis + " ms after the heal: " + Progress.state(world));
      }
      world.run(world.agenda.now() + STEP_NANOS);
    }
  }

  /** I12: nothing changes without a cause. */
  private void quiet() {
    Scenario.Shape shape = world.scenario.shape();
    world.run(world.agenda.now() + 4 * shape.ttlMillis() * Agenda.MILLI);
    int ends = world.judge.grants().ends().size();
    world.run(world.agenda.now() + 3 * shape.ttlMillis() * Agenda.MILLI);
    Progress.unchanged(world, ends);
  }

  /** I4, at the end: every process reads every key once more. */
  private void readBack() {
    if (world.scenario.shape().keys()) {
      List<Keys> all =
          world.processes.stream()
              .map(Replica::client)
              .flatMap(Stream::ofNullable)
              .map(it -> it.standing().keys())
              .toList();
      all.forEach(Keys::readBack);
      world.run(world.agenda.now() + 2 * world.scenario.shape().ttlMillis() * Agenda.MILLI);
      all.forEach(Keys::allRead);
    }
  }

  /** Every process closes its client: whoever leads is told the end, and the sessions are gone. */
  private void leave() {
    for (Replica process : world.processes) {
      Client client = process.client();
      if (client != null) {
        client.close();
      }
    }
    world.run(world.agenda.now() + 2 * world.scenario.shape().ttlMillis() * Agenda.MILLI);
    world.judge.callbacks().closed();
  }
}
