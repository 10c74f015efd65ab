package dev.incumbent.cli.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Figure;
import java.util.List;
import java.util.Locale;

/**
 * How each side does with ever more elections held.
 *
 * @param sides ours is the first
 */
record ScaleResult(Machine machine, List<Grown> sides) {
  /**
   * One side's part.
   *
   * @param violations what was wrong with its leaderships, a line each
   */
  record Grown(Side side, List<Row> rows, List<String> violations) {}

  /**
   * With so many elections held.
   *
   * @param tookSeconds until the last of those that were not held before; never, if not within the
   *     limit
   * @param memory of each server, in MB: what is resident
   * @param cycle an election more acquired and released, in ms
   */
  record Row(int elections, Figure tookSeconds, Figure memory, Figure cycle) {}

  /** Whether every guarantee of ours held. */
  boolean clean() {
    return sides.get(0).violations().isEmpty();
  }

  /** For people. */
  String toText() {
    StringBuilder text = new StringBuilder("scale: held elections, on ").append(machine);
    text.append("\n\n").append(line("", "held", "took s", "RSS MB", "", "cycle ms"));
    for (Grown one : sides) {
      one.rows().forEach(row -> text.append(line(one.side().name(), row)));
    }
    text.append("\nRSS: of each server, least and greatest;");
    text.append(" cycle: an election more acquired and released, median\n");
    sides.forEach(one -> ResultText.appendSettings(text, one.side()));
    sides.forEach(one -> ResultText.appendViolations(text, one.side(), one.violations()));
    return text.append("\nverdict: ").append(clean() ? "clean" : "VIOLATED").toString();
  }

  private static String line(String side, Row row) {
    boolean held = row.memory().count() > 0;
    return line(
        side,
        String.format(Locale.ROOT, "%,d", row.elections()),
        row.tookSeconds().count() > 0 ? ResultText.number(row.tookSeconds().median()) : "",
        held ? ResultText.number(row.memory().min()) : "",
        held ? ResultText.number(row.memory().max()) : "",
        held ? ResultText.number(row.cycle().median()) : "");
  }

  private static String line(Object... cells) {
    String line = String.format(Locale.ROOT, "%-22s %10s %10s %8s %8s %10s", cells);
    return line.stripTrailing() + "\n";
  }

  /** As the one object that {@code --json} ends with. */
  JsonObject toJson() {
    JsonObject object = new JsonObject();
    object.addProperty("name", Scale.WORD);
    JsonArray all = new JsonArray();
    for (Grown one : sides) {
      JsonObject side = ResultJson.side(one.side(), one.violations());
      JsonArray rows = new JsonArray();
      one.rows().forEach(row -> rows.add(json(row)));
      side.add("rows", rows);
      all.add(side);
    }
    object.add("sides", all);
    object.add("machine", machine.toJson());
    object.addProperty("verdict", clean() ? "clean" : "violated");
    return object;
  }

  private static JsonObject json(Row row) {
    JsonObject object = new JsonObject();
    object.addProperty("elections", row.elections());
    object.add("took", row.tookSeconds().toJson());
    object.add("memory", row.memory().toJson());
    object.add("cycle", row.cycle().toJson());
    return object;
  }
}
