package dev.incumbent.cli.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.incumbent.election.Conditions;
import java.util.List;

/** What keeps an election from being granted, and what operators did to it, as JSON. */
final class ConditionsJson {
  private ConditionsJson() {}

  static void addTo(JsonObject object, Conditions conditions) {
    object.addProperty("paused", conditions.paused());
    object.addProperty("heldOff", conditions.heldOff());
    object.add("lockDelay", conditions.lockDelay().map(ConditionsJson::lockDelay).orElse(null));
    object.addProperty("floorRaises", conditions.raises());
    object.add(
        "failedPromotion", conditions.failedPromotion().map(ConditionsJson::failed).orElse(null));
    JsonArray predecessors = new JsonArray();
    conditions.inherited().known().forEach(one -> predecessors.add(predecessor(one)));
    object.add("predecessors", predecessors);
    object.addProperty("predecessorCount", conditions.inherited().count());
    object.add("mergedFences", strings(conditions.inherited().mergedFences()));
    JsonArray notes = new JsonArray();
    conditions.notes().forEach(note -> notes.add(note(note)));
    object.add("notes", notes);
  }

  private static JsonElement lockDelay(Conditions.LockDelay delay) {
    JsonObject object = new JsonObject();
    object.addProperty("token", delay.token().value());
    object.addProperty("millis", delay.millis());
    return object;
  }

  private static JsonElement failed(Conditions.FailedPromotion failed) {
    JsonObject object = new JsonObject();
    object.addProperty("candidate", failed.candidate().value());
    object.addProperty("token", failed.token().value());
    object.addProperty("detail", failed.detail());
    object.addProperty("atMillis", failed.atMillis());
    return object;
  }

  private static JsonElement predecessor(Conditions.Predecessor one) {
    JsonObject object = new JsonObject();
    object.addProperty("token", one.token().value());
    object.addProperty("candidate", one.candidate().value());
    object.addProperty("session", one.session().toString());
    object.addProperty("incarnation", one.incarnation());
    object.add("fences", strings(one.fences()));
    return object;
  }

  private static JsonElement note(Conditions.Note note) {
    JsonObject object = new JsonObject();
    object.addProperty("atMillis", note.atMillis());
    object.addProperty("by", note.by());
    object.addProperty("what", note.what());
    return object;
  }

  private static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
