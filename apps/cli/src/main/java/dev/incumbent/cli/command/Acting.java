package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.OperatorAct;

/** An operator's act on one election, answered when it was logged and applied. */
final class Acting {
  private Acting() {}

  /**
   * Does it.
   *
   * @param done what people are told when it is done
   * @param object what programs are told, besides the election
   */
  static void run(
      GlobalOptions options, String election, OperatorAct act, String done, JsonObject object) {
    ElectionName name = new ElectionName(election);
    object.addProperty("election", name.value());
    try (Coordinator coordinator = options.connect()) {
      Waiting.on(coordinator.elections().operate(name, act));
      options.output().answer(() -> done, () -> object);
    }
  }
}
