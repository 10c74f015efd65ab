package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.OperatorAct;
import dev.incumbent.fencing.FencingToken;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pause}: grants an election to nobody until it is resumed. */
@Command(
    name = "pause",
    description = {
      "Grants the election to nobody until it is resumed.",
      "A holder goes on until its leadership ends; --revoke ends it, and waits for that."
    },
    footer = "With --revoke: without bound unless --timeout is given; then exits with 4.")
public final class PauseCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(names = "--revoke", description = "End the current leadership, too.")
  private boolean revoke;

  private final GlobalOptions options;

  public PauseCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    try (Coordinator coordinator = revoke ? options.connectWithoutBound() : options.connect()) {
      Waiting.on(coordinator.elections().operate(name, new OperatorAct.Pause()));
      Optional<FencingToken> ended = revoke ? revoke(coordinator, name) : Optional.empty();
      options
          .output()
          .answer(
              () ->
                  "'"
                      + name
                      + "' is paused"
                      + ended.map(token -> ", and token " + token + " is revoked").orElse(""),
              () -> object(ended));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<FencingToken> revoke(Coordinator coordinator, ElectionName name)
      throws InterruptedException {
    Optional<FencingToken> token =
        Waiting.on(coordinator.elections().find(name, Freshness.LINEARIZABLE))
            .value()
            .map(Elections.Listed::view)
            .flatMap(ElectionView::holder)
            .map(ElectionView.Holder::token);
    if (token.isPresent()) {
      try (HolderWatch watch = new HolderWatch(coordinator, name)) {
        Waiting.on(coordinator.elections().revoke(name, token.get()));
        Optional<Duration> timeout = options.givenTimeout();
        if (!watch.await(Optional::isEmpty, timeout)) {
          throw Answers.outcomeUnknown(
              "the end of token " + token.get(), timeout.orElse(Duration.ZERO));
        }
      }
    }
    return token;
  }

  private JsonObject object(Optional<FencingToken> ended) {
    JsonObject object = new JsonObject();
    object.addProperty("election", election);
    object.addProperty("paused", true);
    object.addProperty("endedToken", ended.map(FencingToken::value).orElse(null));
    return object;
  }
}
