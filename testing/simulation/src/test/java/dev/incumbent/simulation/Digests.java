package dev.incumbent.simulation;

import java.util.StringJoiner;

/** Prints the digests of some seeds' whole traces; run in a JVM of its own too. */
final class Digests {
  private Digests() {}

  public static void main(String[] args) {
    System.out.println(of(Long.parseLong(args[0]), Long.parseLong(args[1])));
  }

  static String of(long from, long seeds) {
    StringJoiner digests = new StringJoiner(" ");
    for (long seed = from; seed < from + seeds; seed++) {
      Run run = Simulation.run(Scenario.of(seed), Tampering.NONE, true);
      digests.add(Long.toHexString(run.digest()));
    }
    return digests.toString();
  }
}
