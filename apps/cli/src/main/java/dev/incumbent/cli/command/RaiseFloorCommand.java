package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code raise-floor}: raises the token counter above what a storage has seen. */
@Command(
    name = "raise-floor",
    description = {
      "Raises the coordinator's token counter, so that each later grant has a token above N.",
      "Say it if a storage has seen larger tokens than the coordinator grants, by more than a",
      "leader may raise it itself. First make sure that no second cluster has the same id."
    })
public final class RaiseFloorCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(
      names = "--above",
      required = true,
      paramLabel = "N",
      description = "The largest token that any storage has seen.")
  private String above = "";

  private final GlobalOptions options;

  public RaiseFloorCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    FencingToken floor = WriterOptions.token(above);
    JsonObject object = new JsonObject();
    object.addProperty("above", floor.value());
    Acting.run(
        options,
        election,
        new OperatorAct.RaiseFloor(floor.value()),
        "each later token is above " + floor,
        object);
  }
}
