package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.Names;
import dev.incumbent.election.OperatorAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fence retire}: takes a fence out of those that are claimed for predecessors. */
@Command(
    name = "retire",
    description = {
      "States that nothing can write through that fence any more: no leader claims it for its",
      "predecessors' sake. A candidate that registers it still claims it as its own."
    })
public final class FenceRetireCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Parameters(index = "1", paramLabel = "FENCE", description = "The fence's name.")
  private String fence = "";

  private final GlobalOptions options;

  public FenceRetireCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    Names.require("fence name", fence);
    JsonObject object = new JsonObject();
    object.addProperty("retiredFence", fence);
    Acting.run(
        options,
        election,
        new OperatorAct.RetireFence(fence),
        "fence '" + fence + "' is retired",
        object);
  }
}
