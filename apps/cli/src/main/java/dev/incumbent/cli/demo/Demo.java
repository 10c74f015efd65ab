package dev.incumbent.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.incumbent.history.Checker;
import dev.incumbent.history.History;
import dev.incumbent.history.HistoryEvent;
import dev.incumbent.history.Verdict;
import dev.incumbent.history.Violation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plays the phases and has what was recorded judged. */
final class Demo {
  private final Scene scene;
  private final Narrator narrator;
  private final List<Played> played = new ArrayList<>();
  private final List<Violation> promisesBroken = new ArrayList<>();

  /** A phase that was played. */
  record Played(String name, boolean ok, SortedMap<String, Figure> figures) {}

  /** What the demo came to. */
  record Result(List<Played> phases, Verdict verdict, long leadershipsLostToCoordinator) {
    boolean clean() {
      return verdict.clean();
    }
  }

  Demo(Scene scene, Narrator narrator) {
    this.scene = scene;
    this.narrator = narrator;
  }

  Result play(List<Phase> phases) throws InterruptedException, SQLException {
    narrator.say("three coordinator nodes, three candidates, an H2 server: starting");
    scene.open();
    for (Phase phase : phases) {
      if (promisesBroken.isEmpty()) {
        play(phase);
      } else {
        played.add(new Played(phase.name(), false, new TreeMap<>()));
      }
    }
    scene.endContenders();
    scene.readStorages();
    List<HistoryEvent> events = scene.recorded();
    narrator.say("judging " + events.size() + " recorded events");
    Verdict judged = Checker.judge(new History(events));
    List<Violation> all = new ArrayList<>(judged.violations());
    all.addAll(promisesBroken);
    Verdict verdict =
        new Verdict(
            judged.tokens(),
            judged.staleWritesAttempted(),
            judged.staleWritesAccepted(),
            judged.acknowledgedLost(),
            judged.overlaps(),
            all);
    return new Result(played, verdict, scene.leadershipsLostToCoordinator(events));
  }

  private void play(Phase phase) throws InterruptedException, SQLException {
    narrator.say("— " + phase.name() + ": " + phase.summary());
    try {
      played.add(new Played(phase.name(), true, phase.play(scene, narrator)));
    } catch (PhaseFailedException e) {
      narrator.say("FAILED: " + e.getMessage());
      promisesBroken.add(new Violation(e.rule(), phase.name() + ": " + e.getMessage()));
      played.add(new Played(phase.name(), false, new TreeMap<>()));
    }
  }

  /** The result as the one object that {@code --json} ends with. */
  static JsonObject json(Result result) {
    JsonObject object = new JsonObject();
    JsonArray phases = new JsonArray();
    for (Played played : result.phases()) {
      JsonObject phase = new JsonObject();
      phase.addProperty("name", played.name());
      phase.addProperty("ok", played.ok());
      JsonObject figures = new JsonObject();
      played.figures().forEach((name, figure) -> figures.add(name, figure.toJson()));
      phase.add("figures", figures);
      phases.add(phase);
    }
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

  /** The result as a table for people. */
  static String table(Result result) {
    StringBuilder text = new StringBuilder("\n");
    for (Played played : result.phases()) {
      text.append(String.format("%-18s %-7s", played.name(), played.ok() ? "ok" : "FAILED"));
      List<String> figures = new ArrayList<>();
      played.figures().forEach((name, figure) -> figures.add(name + " " + figure));
      text.append(String.join("\n" + " ".repeat(26), figures)).append('\n');
    }
    Verdict verdict = result.verdict();
    text.append("\ntokens granted                  ").append(verdict.tokens());
    text.append("\nstale writes attempted          ").append(verdict.staleWritesAttempted());
    text.append("\nstale writes accepted           ").append(verdict.staleWritesAccepted());
    text.append("\nacknowledged writes lost        ").append(verdict.acknowledgedLost());
    text.append("\nleaderships lost to coordinator ").append(result.leadershipsLostToCoordinator());
    text.append("\noverlaps                        ").append(verdict.overlaps());
    text.append("\n\nverdict: ").append(result.clean() ? "clean" : "VIOLATED " + verdict.rules());
    int shown = 0;
    for (Violation violation : verdict.violations()) {
      if (shown++ < 10) {
        text.append("\n  ").append(violation.rule()).append("  ").append(violation.what());
      }
    }
    if (shown > 10) {
      text.append("\n  … and ").append(shown - 10).append(" more");
    }
    return text.toString();
  }
}
