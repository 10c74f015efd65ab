package dev.incumbent.simulation;

import org.jspecify.annotations.Nullable;

/** An application process, through all its lives. */
final class Replica {
  private final World world;
  private final int number;
  private final Machine machine;
  private @Nullable Client client;
  private int lives;

  Replica(World world, int number, Machine machine) {
    this.world = world;
    this.number = number;
    this.machine = machine;
  }

  Machine machine() {
    return machine;
  }

  @Nullable Client client() {
    return client;
  }

  void start() {
    machine.start();
    lives++;
    Client begun = new Client(world, machine, number, lives);
    client = begun;
    begun.start();
  }

  void crash(boolean seen) {
    Client dying = client;
    client = null;
    machine.crash();
    if (dying != null) {
      dying.died(seen);
    }
  }
}
