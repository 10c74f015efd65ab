package dev.incumbent.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.GlobalOptions;
import dev.incumbent.cli.output.ElectionText;
import dev.incumbent.cli.output.Json;
import dev.incumbent.cli.output.Output;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionObserver;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Observation;
import dev.incumbent.election.Read;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code observe}: prints events as they happen. */
@Command(
    name = "observe",
    description = {
      "Prints what happens in the elections named, or in all: in order, without a gap,",
      "or a 'resync' with the elections as they are."
    },
    footer = "Ends by a signal, or with 0 after --timeout if it is given.")
public final class ObserveCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "ELECTION",
      description = "The elections; all if none is named.")
  private List<String> elections = List.of();

  private final GlobalOptions options;

  ObserveCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public void run() {
    List<ElectionName> names = elections.stream().map(ElectionName::new).toList();
    Printer printer = new Printer(options.output(), options.coordinatorUri());
    try (Coordinator coordinator = options.connectWithoutBound()) {
      Observation observation = coordinator.elections().observe(names, printer);
      try {
        Thread.sleep(options.givenTimeout().map(Duration::toMillis).orElse(Long.MAX_VALUE));
      } finally {
        observation.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints each event as a line. */
  private record Printer(Output output, String coordinator) implements ElectionObserver {
    @Override
    public void resync(ElectionEvent.Position at, List<ElectionView> views) {
      output.answer(() -> text(at, views), () -> object(at, views));
    }

    @Override
    public void event(ElectionEvent event) {
      output.answer(() -> ElectionText.event(event), () -> Json.event(event));
    }

    @Override
    public void connected(boolean connected) {
      output.note(
          (connected ? "connected to " : "connection lost, reconnecting to ") + coordinator);
    }

    private static String text(ElectionEvent.Position at, List<ElectionView> views) {
      StringBuilder text = new StringBuilder("resync at index ").append(at.index());
      views.forEach(
          v -> text.append("\n  ").append(ElectionText.line(new Elections.Listed(v, -1))));
      return text.toString();
    }

    private static JsonObject object(ElectionEvent.Position at, List<ElectionView> views) {
      JsonObject object = new JsonObject();
      object.addProperty("event", "resync");
      object.addProperty("index", at.index());
      object.addProperty("ordinal", at.ordinal());
      JsonArray array = new JsonArray();
      Read<Object> read = new Read<>(views, at.index(), false, OptionalLong.empty());
      views.forEach(v -> array.add(Json.election(new Elections.Listed(v, -1), read)));
      object.add("elections", array);
      return object;
    }
  }
}
