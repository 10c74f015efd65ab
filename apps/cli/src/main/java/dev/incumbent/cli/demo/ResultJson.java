package dev.incumbent.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.history.Verdict;

/** The demo's result as the one object that {@code --json} ends with. */
final class ResultJson {
  private ResultJson() {}

  static JsonObject of(Demo.Result result) {
    JsonObject object = new JsonObject();
    JsonArray phases = new JsonArray();
    result.phases().forEach(played -> phases.add(phase(played)));
    object.add("phases", phases);
    Verdict verdict = result.verdict();
    JsonArray tokens = new JsonArray();
    verdict.tokens().forEach(tokens::add);
    object.add("tokens", tokens);
    object.addProperty("staleWritesAttempted", verdict.staleWritesAttempted());
    object.addProperty("staleWritesAccepted", verdict.staleWritesAccepted());
    object.addProperty("acknowledgedLost", verdict.acknowledgedLost());
    object.addProperty("leadershipsLostToCoordinator", result.leadershipsLostToCoordinator());
    object.addProperty("overlaps", verdict.overlaps());
    object.addProperty("verdict", result.clean() ? "clean" : "violated");
    JsonArray violations = new JsonArray();
    verdict.rules().forEach(violations::add);
    object.add("violations", violations);
    return object;
  }

  private static JsonObject phase(Demo.Played played) {
    JsonObject phase = new JsonObject();
    phase.addProperty("name", played.name());
    phase.addProperty("ok", played.ok());
    JsonObject figures = new JsonObject();
    played.figures().forEach((name, figure) -> figures.add(name, figure.toJson()));
    phase.add("figures", figures);
    return phase;
  }
}
