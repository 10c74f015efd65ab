package dev.incumbent.cli.demo;

import java.util.List;
import java.util.Random;

/** The acts of the demo, in order. */
final class Phases {
  private Phases() {}

  static List<Phase> of(long seed) {
    Random random = new Random(seed);
    return List.of(
        new ElectPhase(),
        new CrashPhase(),
        new PausePhase(),
        new CoordinatorCrashPhase(),
        new NoQuorumPhase(random),
        new HandoverPhase(random),
        new RestartPhase());
  }
}
