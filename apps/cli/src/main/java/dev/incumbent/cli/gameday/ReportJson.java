package dev.incumbent.cli.gameday;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Output;
import java.util.List;

/** A game day as programs read it; fields are documented in {@code docs/gameday.md}. */
final class ReportJson {
  private ReportJson() {}

  /** What would be done, or why it is refused. */
  static JsonObject plan(GamedayConfig config, List<Check> checks, List<String> plan) {
    JsonObject object = new JsonObject();
    object.addProperty("scenario", config.scenario().word());
    object.addProperty("election", config.election().value());
    object.addProperty("dryRun", true);
    object.addProperty("refused", checks.stream().anyMatch(check -> !check.ok()));
    addPlan(object, checks, plan);
    return object;
  }

  private static void addPlan(JsonObject object, List<Check> checks, List<String> plan) {
    JsonArray preconditions = new JsonArray();
    for (Check check : checks) {
      JsonObject one = new JsonObject();
      one.addProperty("what", check.what());
      one.addProperty("ok", check.ok());
      one.addProperty("words", check.words());
      preconditions.add(one);
    }
    object.add("preconditions", preconditions);
    object.add("plan", strings(plan));
  }

  private static JsonArray strings(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  static JsonObject full(Report report) {
    JsonObject object = new JsonObject();
    object.addProperty("scenario", report.config().scenario().word());
    object.addProperty("election", report.config().election().value());
    object.addProperty("dryRun", false);
    object.addProperty("run", report.run());
    object.addProperty("startedAtMillis", report.startedAt().toEpochMilli());
    object.addProperty("verdict", Output.word(report.verdict()));
    object.add("violations", strings(report.violations()));
    object.addProperty("aborted", report.aborted().map(Abort.Reason::words).orElse(null));
    object.addProperty("proof", report.proof());
    JsonObject figures = new JsonObject();
    report.figures().forEach((name, millis) -> figures.addProperty(name + "Millis", millis));
    object.add("figures", figures);
    object.add("rules", rules(report));
    object.add("slos", slos(report));
    object.add("timeline", timeline(report));
    JsonObject leases = new JsonObject();
    report
        .leaseEnds()
        .forEach((token, end) -> leases.addProperty("" + token, report.millisAt(end)));
    object.add("leaseEndsAtMillis", leases);
    addPlan(object, report.checks(), report.plan());
    return object;
  }

  private static JsonArray rules(Report report) {
    JsonArray rules = new JsonArray();
    for (Ruling ruling : report.rulings()) {
      JsonObject one = new JsonObject();
      one.addProperty("rule", ruling.rule());
      one.addProperty("state", Output.word(ruling.state()));
      one.addProperty("words", ruling.words());
      rules.add(one);
    }
    return rules;
  }

  private static JsonArray slos(Report report) {
    JsonArray slos = new JsonArray();
    for (Slos.Outcome slo : report.slos()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", slo.name());
      one.addProperty("broken", slo.broken());
      one.addProperty("allowedMillis", slo.allowed().toMillis());
      one.addProperty("worstMillis", slo.worst().toMillis());
      slos.add(one);
    }
    return slos;
  }

  private static JsonArray timeline(Report report) {
    JsonArray timeline = new JsonArray();
    for (Mark mark : report.marks()) {
      JsonObject one = new JsonObject();
      one.addProperty("atMillis", report.millisAt(mark.atNanos()));
      one.addProperty("kind", Output.word(mark.kind()));
      one.addProperty("candidate", mark.candidate().isEmpty() ? null : mark.candidate());
      one.addProperty("token", mark.token() == 0 ? null : mark.token());
      one.addProperty("text", mark.text());
      timeline.add(one);
    }
    return timeline;
  }
}
