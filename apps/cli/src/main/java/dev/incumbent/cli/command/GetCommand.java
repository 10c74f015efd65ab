package dev.incumbent.cli.command;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.Waiting;
import dev.incumbent.cli.output.Freshnesses;
import dev.incumbent.cli.output.Json;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Read;
import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: reads a key. */
@Command(name = "get", description = "Reads a key; prints its value and a line break.")
public final class GetCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
  private String key = "";

  @Option(
      names = "--stale",
      description = "Answer from whatever node is reached, and say on stderr how old that can be.")
  private boolean stale;

  @Option(
      names = "--raw",
      description = "Print exactly the value's bytes, with no line break added.")
  private boolean raw;

  private final GlobalOptions options;

  GetCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    WriterOptions.requireKey(key);
    try (Coordinator coordinator = options.connect()) {
      Freshness freshness = stale ? Freshness.STALE : Freshness.LINEARIZABLE;
      print(Waiting.on(coordinator.store().get(key, freshness)));
    }
  }

  private void print(Read<Optional<FencedStore.Stored>> read) {
    Output output = options.output();
    Freshnesses.note(output, read);
    FencedStore.Stored stored =
        read.value()
            .orElseThrow(
                () ->
                    CommandFailedException.of(
                        Failure.of(FailureCode.NOT_FOUND, "key '" + key + "' does not exist")));
    if (output.isJson()) {
      output.answer(stored.value()::toUtf8, () -> Json.stored(key, stored, read));
      return;
    }
    output.raw(stored.value().toArray());
    if (!raw) {
      output.raw(new byte[] {'\n'});
    }
  }
}
