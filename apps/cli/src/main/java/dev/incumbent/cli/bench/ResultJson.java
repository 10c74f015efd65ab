package dev.incumbent.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Figure;
import dev.incumbent.cli.output.Output;
import java.util.Map;

/** A comparison's result as the one object that {@code --json} ends with. */
final class ResultJson {
  private ResultJson() {}

  static JsonObject of(Result result) {
    Aim aim = result.benchmark().aim();
    JsonObject object = new JsonObject();
    object.addProperty("name", result.benchmark().word());
    addAim(object, aim, result.ours().figure());
    JsonObject beside = beside(result);
    if (beside.size() > 0) {
      object.add("beside", beside);
    }
    object.add("ours", side(result.ours()));
    JsonArray peers = new JsonArray();
    for (Result.Measured peer : result.peers()) {
      JsonObject one = side(peer);
      double ratio = aim.ratio(result.ours().figure(), peer.figure());
      if (Double.isFinite(ratio)) {
        one.addProperty("ratio", Math.round(ratio * 100) / 100.0);
      }
      peers.add(one);
    }
    object.add("peers", peers);
    object.add("machine", result.machine().toJson());
    object.addProperty("verdict", result.clean() ? "clean" : "violated");
    return object;
  }

  /** The aims of what else the runs show, by name. */
  private static JsonObject beside(Result result) {
    JsonObject object = new JsonObject();
    for (Map.Entry<String, Aim> also : result.benchmark().workload().beside().entrySet()) {
      Aim aim = also.getValue();
      JsonObject one = new JsonObject();
      addAim(one, aim, result.ours().figure().beside(also.getKey(), aim.unit()));
      object.add(also.getKey(), one);
    }
    return object;
  }

  private static void addAim(JsonObject object, Aim aim, Figure ours) {
    object.addProperty("unit", aim.unit());
    object.addProperty("better", Output.word(aim.better()));
    aim.median()
        .ifPresent(
            bound -> {
              object.addProperty("aim", bound);
              object.addProperty("reached", aim.isReached(ours));
            });
  }

  private static JsonObject side(Result.Measured measured) {
    JsonObject object = new JsonObject();
    object.addProperty("name", measured.side().name());
    measured.figure().addTo(object);
    JsonObject settings = new JsonObject();
    measured.side().settings().forEach(settings::addProperty);
    object.add("settings", settings);
    JsonArray violations = new JsonArray();
    measured.violations().forEach(violations::add);
    object.add("violations", violations);
    return object;
  }
}
