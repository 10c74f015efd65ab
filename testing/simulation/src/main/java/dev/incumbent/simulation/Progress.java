package dev.incumbent.simulation;

import dev.incumbent.election.EndReason;
import java.util.List;

/** What must come to pass once nothing goes wrong any more: I11, and I12 after that. */
final class Progress {
  private Progress() {}

  static boolean everyElectionIsLed(World world) {
    for (int i = 0; i < world.scenario.shape().elections(); i++) {
      String election = Standing.election(i).value();
      boolean led =
          world.processes.stream()
              .map(Replica::client)
              .anyMatch(client -> client != null && client.standing().leads(election));
      if (!led) {
        return false;
      }
    }
    return true;
  }

  /** What the coordinator knows, for people. */
  static String state(World world) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < world.scenario.shape().elections(); i++) {
      text.append(world.coordinator.election(Standing.election(i))).append("; ");
    }
    return text.toString();
  }

  /** No leadership has ended since there were so many ends, but for one that was handed over. */
  static void unchanged(World world, int ends) {
    List<EndReason> all = world.judge.grants().ends();
    unchanged(all.subList(ends, all.size()));
  }

  static void unchanged(List<EndReason> ends) {
    for (EndReason reason : ends) {
      if (reason != EndReason.HANDED_OVER) {
        throw new ViolationException("I12", "a leadership ended as " + reason + " without a cause");
      }
    }
  }
}
