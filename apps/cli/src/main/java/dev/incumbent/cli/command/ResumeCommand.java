package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.OperatorAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume}: grants a paused election again. */
@Command(
    name = "resume",
    description = {"Grants a paused election again."})
public final class ResumeCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  private final GlobalOptions options;

  public ResumeCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    JsonObject object = new JsonObject();
    object.addProperty("paused", false);
    Acting.run(
        options, election, new OperatorAct.Resume(), "'" + election + "' is resumed", object);
  }
}
