package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predecessor forget}: takes a predecessor out of those that are fenced. */
@Command(
    name = "forget",
    description = {
      "States that nothing of the ended leadership with that token can write any more:",
      "no leader claims its fences, or acts against its processes."
    })
public final class PredecessorForgetCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(
      names = "--token",
      required = true,
      paramLabel = "N",
      description = "The leadership's token.")
  private String token = "";

  private final GlobalOptions options;

  public PredecessorForgetCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    FencingToken forgotten = WriterOptions.token(token);
    JsonObject object = new JsonObject();
    object.addProperty("forgottenToken", forgotten.value());
    Acting.run(
        options,
        election,
        new OperatorAct.ForgetPredecessor(forgotten),
        "the predecessor with token " + forgotten + " is forgotten",
        object);
  }
}
