package dev.incumbent.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Output;
import java.util.List;

/** A comparison's result as the one object that {@code --json} ends with. */
final class ResultJson {
  private ResultJson() {}

  static JsonObject of(Result result) {
    Aim aim = result.benchmark().aim();
    JsonObject object = new JsonObject();
    object.addProperty("name", result.benchmark().word());
    object.addProperty("unit", aim.unit());
    object.addProperty("aim", aim.median());
    object.addProperty("better", Output.word(aim.better()));
    object.addProperty("reached", aim.isReached(result.ours().figure()));
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

  private static JsonObject side(Result.Measured measured) {
    JsonObject object = side(measured.side(), measured.violations());
    measured.figure().addTo(object);
    return object;
  }

  /** What it ran with, and what was wrong. */
  static JsonObject side(Side side, List<String> wrong) {
    JsonObject object = new JsonObject();
    object.addProperty("name", side.name());
    JsonObject settings = new JsonObject();
    side.settings().forEach(settings::addProperty);
    object.add("settings", settings);
    JsonArray violations = new JsonArray();
    wrong.forEach(violations::add);
    object.add("violations", violations);
    return object;
  }
}
