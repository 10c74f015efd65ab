package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code revoke}: ends one leadership, and waits until it has ended. */
@Command(
    name = "revoke",
    description = {
      "Ends the leadership with the token given: its holder is told to stop; returns when it has ended.",
      "If the holder does not answer, that is a full TTL later."
    },
    footer = "Waits without bound unless --timeout is given; then exits with 4 when it has passed.")
public final class RevokeCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(
      names = "--token",
      required = true,
      paramLabel = "N",
      description = "The leadership's token.")
  private String token = "";

  private final GlobalOptions options;

  RevokeCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    FencingToken revoked = WriterOptions.token(token);
    try (Coordinator coordinator = options.connectWithoutBound();
        HolderWatch watch = new HolderWatch(coordinator, name)) {
      Waiting.on(coordinator.elections().revoke(name, revoked));
      Optional<Duration> timeout = options.givenTimeout();
      if (!watch.await(h -> h.map(n -> n.token().compareTo(revoked) > 0).orElse(true), timeout)) {
        throw Answers.outcomeUnknown("the end of token " + token, timeout.orElse(Duration.ZERO));
      }
      options.output().answer(() -> "token " + token + " is revoked", () -> object(revoked));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonObject object(FencingToken revoked) {
    JsonObject object = new JsonObject();
    object.addProperty("election", election);
    object.addProperty("endedToken", revoked.value());
    return object;
  }
}
