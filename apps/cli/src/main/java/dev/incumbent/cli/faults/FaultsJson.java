package dev.incumbent.cli.faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.faults.FaultsReport;
import dev.incumbent.faults.kind.Kinds;
import dev.incumbent.history.Violation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a run is shown to programs. */
final class FaultsJson {
  private FaultsJson() {}

  static JsonObject kinds() {
    return list("kinds", Kinds.names());
  }

  static JsonObject cleaned(List<String> runs) {
    return list("cleaned", runs);
  }

  static JsonObject skipped(Map<String, String> kinds) {
    JsonObject object = new JsonObject();
    object.add("skipped", reasons(kinds));
    return object;
  }

  private static JsonObject reasons(Map<String, String> kinds) {
    JsonObject reasons = new JsonObject();
    kinds.forEach(reasons::addProperty);
    return reasons;
  }

  private static JsonObject list(String name, List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    JsonObject object = new JsonObject();
    object.add(name, array);
    return object;
  }

  static JsonObject of(FaultsReport report, Path history) {
    JsonObject object = new JsonObject();
    object.addProperty("seed", report.config().seed());
    object.addProperty("nodes", report.config().nodes());
    object.addProperty("millis", report.lasted().toMillis());
    object.add("faults", faults(report.faults()));
    object.add("skipped", reasons(report.skipped()));
    object.add("writes", writes(report));
    object.addProperty("linearizableReads", report.reads());
    object.addProperty("registerUses", report.registerUses());
    object.add("commands", commands(report.commands()));
    object.addProperty("grants", report.verdict().tokens().size());
    object.addProperty("staleWritesAttempted", report.verdict().staleWritesAttempted());
    object.addProperty("staleWritesAccepted", report.verdict().staleWritesAccepted());
    object.addProperty("acknowledgedLost", report.verdict().acknowledgedLost());
    object.addProperty("verdict", report.clean() ? "clean" : "violated");
    JsonArray violations = new JsonArray();
    report.verdict().violations().forEach(v -> violations.add(violation(v)));
    object.add("violations", violations);
    if (!report.clean()) {
      object.addProperty("history", history.toString());
    }
    return object;
  }

  private static JsonObject writes(FaultsReport report) {
    JsonObject writes = new JsonObject();
    report.outcomes().forEach(writes::addProperty);
    return writes;
  }

  private static JsonObject commands(FaultsReport.Commands commands) {
    JsonObject object = new JsonObject();
    object.addProperty("started", commands.started());
    object.addProperty("leftAlone", commands.alone());
    object.addProperty("longestAloneMillis", commands.longestAloneMillis());
    return object;
  }

  private static JsonArray faults(List<FaultsReport.Happened> happened) {
    JsonArray faults = new JsonArray();
    happened.forEach(f -> faults.add(fault(f)));
    return faults;
  }

  private static JsonObject fault(FaultsReport.Happened happened) {
    JsonObject object = new JsonObject();
    object.addProperty("kind", happened.kind());
    object.addProperty("target", happened.target());
    object.addProperty("evidence", happened.evidence());
    object.addProperty("backMillis", happened.backMillis());
    return object;
  }

  private static JsonObject violation(Violation violation) {
    JsonObject object = new JsonObject();
    object.addProperty("rule", violation.rule());
    object.addProperty("what", violation.what());
    return object;
  }
}
