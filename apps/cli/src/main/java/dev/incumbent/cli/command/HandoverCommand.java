package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.FencingToken;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code handover}: asks the holder to hand over, and waits until it has. */
@Command(
    name = "handover",
    description = {
      "Asks the holder to stop its work and hand the election to the candidate named;",
      "returns when another leads. Exits with 1 if the named one was passed over."
    },
    footer = "Waits without bound unless --timeout is given; then exits with 4 when it has passed.")
public final class HandoverCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "NAME",
      description = "The candidate that is to lead.")
  private String to = "";

  private final GlobalOptions options;

  HandoverCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    CandidateName successor = new CandidateName(to);
    try (Coordinator coordinator = options.connectWithoutBound();
        HolderWatch watch = new HolderWatch(coordinator, name)) {
      FencingToken asked = Waiting.on(coordinator.elections().requestHandover(name, successor));
      options.output().note("the holder with token " + asked + " was asked to hand over");
      awaitSuccessor(watch, asked);
      HolderWatch.Holder now = watch.holder().orElseThrow(() -> Answers.noSuchElection(name));
      if (!now.candidate().equals(successor)) {
        throw Answers.no(
            "'"
                + to
                + "' was passed over: '"
                + now.candidate()
                + "' leads with token "
                + now.token());
      }
      options.output().answer(() -> now.candidate() + " " + now.token(), () -> object(asked, now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitSuccessor(HolderWatch watch, FencingToken asked) throws InterruptedException {
    Optional<Duration> timeout = options.givenTimeout();
    if (!watch.await(h -> h.isPresent() && h.get().token().compareTo(asked) > 0, timeout)) {
      throw Answers.outcomeUnknown(
          "the hand-over of '" + election + "'", timeout.orElse(Duration.ZERO));
    }
  }

  private JsonObject object(FencingToken asked, HolderWatch.Holder now) {
    JsonObject object = new JsonObject();
    object.addProperty("election", election);
    object.addProperty("endedToken", asked.value());
    object.addProperty("candidate", now.candidate().value());
    object.addProperty("token", now.token().value());
    return object;
  }
}
