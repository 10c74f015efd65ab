package dev.incumbent.cli.command;

import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wait}: returns when an election is held. */
@Command(
    name = "wait",
    description =
        "Waits until an election is held, by anybody or by the candidate named; prints who.",
    footer = "Waits without bound unless --timeout is given; then exits with 3 when it has passed.")
public final class WaitCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "ELECTION", description = "The election.")
  private String election = "";

  @Option(names = "--holder", paramLabel = "NAME", description = "The candidate that must hold it.")
  private @Nullable String holder;

  private final GlobalOptions options;

  WaitCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    ElectionName name = new ElectionName(election);
    Optional<CandidateName> wanted = Optional.ofNullable(holder).map(CandidateName::new);
    try (Coordinator coordinator = options.connectWithoutBound();
        HolderWatch watch = new HolderWatch(coordinator, name)) {
      await(watch, wanted);
      HolderWatch.Holder found = watch.holder().orElseThrow(() -> Answers.noSuchElection(name));
      options
          .output()
          .answer(() -> found.candidate() + " " + found.token(), () -> object(name, found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(HolderWatch watch, Optional<CandidateName> wanted)
      throws InterruptedException {
    Optional<Duration> timeout = options.givenTimeout();
    boolean held =
        watch.await(
            h -> h.isPresent() && wanted.map(w -> w.equals(h.get().candidate())).orElse(true),
            timeout);
    if (!held) {
      throw Answers.waitedInVain(
          "election '"
              + election
              + "' was not held by "
              + wanted.map(w -> "'" + w + "'").orElse("anybody"),
          timeout.orElse(Duration.ZERO));
    }
  }

  private static JsonObject object(ElectionName election, HolderWatch.Holder holder) {
    JsonObject object = new JsonObject();
    object.addProperty("election", election.value());
    object.addProperty("candidate", holder.candidate().value());
    object.addProperty("token", holder.token().value());
    return object;
  }
}
