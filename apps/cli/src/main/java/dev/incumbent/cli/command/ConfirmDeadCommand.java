package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code confirm-dead}: ends the leadership of a holder that is known to be dead. */
@Command(
    name = "confirm-dead",
    description = {
      "States that every process of the leadership with that token is dead: if it is the current one,",
      "it ends at once, and the next leader need not fence it. Say it only if you made sure: a process",
      "that still runs could write where no fence is."
    })
public final class ConfirmDeadCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(
      names = "--token",
      required = true,
      paramLabel = "N",
      description = "The leadership's token.")
  private String token = "";

  private final GlobalOptions options;

  public ConfirmDeadCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    FencingToken dead = WriterOptions.token(token);
    JsonObject object = new JsonObject();
    object.addProperty("deadToken", dead.value());
    Acting.run(
        options,
        election,
        new OperatorAct.ConfirmDead(dead),
        "the holder of token " + dead + " is confirmed dead",
        object);
  }
}
