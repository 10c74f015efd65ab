package dev.incumbent.cli.simulate;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Output;
import dev.incumbent.simulation.Run;
import dev.incumbent.simulation.Soak;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a soak is shown. */
final class SoakText {
  private SoakText() {}

  static String progress(Soak soak, long nanos) {
    return String.format(
        Locale.ROOT,
        "%,d seeds in %d s, %,d leaderships granted",
        soak.done(),
        nanos / 1_000_000_000,
        soak.tally().grants());
  }

  static String summary(SoakResult result) {
    StringBuilder text = new StringBuilder();
    result.violated().ifPresent(run -> append(text, run));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d seeds from %d: %,d a second, %,d events, %,d leaderships%n",
            result.seeds(),
            result.from(),
            result.perSecond(),
            result.tally().events(),
            result.tally().grants()));
    result
        .tally()
        .counts()
        .forEach(
            (what, times) ->
                text.append(String.format(Locale.ROOT, "%-22s %,d%n", Output.word(what), times)));
    if (!result.missing().isEmpty()) {
      text.append("never happened         ").append(missing(result)).append('\n');
    }
    return text.append("verdict: ").append(verdict(result)).toString();
  }

  private static void append(StringBuilder text, Run run) {
    run.lastLines().forEach(line -> text.append(line).append('\n'));
    text.append("\nseed ").append(run.scenario().seed()).append(" violates ");
    text.append(why(run)).append("\nwith these faults:\n");
    run.scenario().faults().forEach(fault -> text.append("  ").append(fault).append('\n'));
    text.append("again: ./incumbent simulate --seeds 1 --from ");
    text.append(run.scenario().seed()).append("\n\n");
  }

  static JsonObject json(SoakResult result) {
    JsonObject object = new JsonObject();
    object.addProperty("from", result.from());
    object.addProperty("seeds", result.seeds());
    object.addProperty("millis", result.nanos() / 1_000_000);
    object.addProperty("events", result.tally().events());
    object.addProperty("grants", result.tally().grants());
    JsonObject exercised = new JsonObject();
    result
        .tally()
        .counts()
        .forEach((what, times) -> exercised.addProperty(Output.word(what), times));
    object.add("exercised", exercised);
    JsonArray missing = new JsonArray();
    result.missing().forEach(one -> missing.add(Output.word(one)));
    object.add("missing", missing);
    object.addProperty("verdict", verdict(result));
    object.add("violation", JsonNull.INSTANCE);
    result.violated().ifPresent(run -> object.add("violation", violation(run)));
    return object;
  }

  private static JsonObject violation(Run run) {
    JsonObject object = new JsonObject();
    object.addProperty("seed", run.scenario().seed());
    object.addProperty("why", why(run));
    JsonArray faults = new JsonArray();
    run.scenario().faults().forEach(fault -> faults.add(fault.toString()));
    object.add("faults", faults);
    return object;
  }

  private static String why(Run run) {
    return run.violation().map(it -> String.valueOf(it.getMessage())).orElse("nothing");
  }

  private static String verdict(SoakResult result) {
    return result.clean() ? "clean" : "violated";
  }

  private static String missing(SoakResult result) {
    return result.missing().stream().map(Output::word).collect(Collectors.joining(", "));
  }
}
