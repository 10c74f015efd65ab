package dev.incumbent.cli.output;

import dev.incumbent.election.Conditions;
import java.util.ArrayList;
import java.util.List;

/** How people are shown what keeps an election from being granted, and what operators did to it. */
public final class ConditionsText {
  private ConditionsText() {}

  /** What an operator should know, in a few words; empty if there is nothing. */
  public static String brief(Conditions conditions) {
    List<String> words = new ArrayList<>();
    if (conditions.paused()) {
      words.add("paused");
    }
    if (conditions.heldOff()) {
      words.add("held off after a restore");
    }
    conditions
        .lockDelay()
        .ifPresent(
            delay ->
                words.add("lock delay of " + delay.millis() + " ms after token " + delay.token()));
    conditions.failedPromotion().ifPresent(failed -> words.add(failedPromotion(failed)));
    if (conditions.raises() > 0) {
      words.add("floor raised " + conditions.raises() + " times of 3 in an hour");
    }
    return String.join("; ", words);
  }

  private static String failedPromotion(Conditions.FailedPromotion failed) {
    return "promotion of %s with token %s failed%s"
        .formatted(
            failed.candidate(),
            failed.token(),
            failed.detail().isEmpty() ? "" : ": " + failed.detail());
  }

  static void appendTo(StringBuilder text, Conditions conditions) {
    String brief = brief(conditions);
    text.append(brief.isEmpty() ? "" : "attention  " + brief + "\n");
    Conditions.Inherited inherited = conditions.inherited();
    if (inherited.count() > 0 || !inherited.mergedFences().isEmpty()) {
      text.append("inherits   ").append(inherited.count()).append(" predecessors, oldest first\n");
      inherited.known().forEach(one -> appendPredecessor(text, one));
      text.append(
          inherited.mergedFences().isEmpty()
              ? ""
              : "  older ones' fences " + inherited.mergedFences() + "\n");
    }
    if (!conditions.notes().isEmpty()) {
      text.append("operators  newest first\n");
      conditions.notes().forEach(note -> appendNote(text, note));
    }
  }

  private static void appendPredecessor(StringBuilder text, Conditions.Predecessor one) {
    text.append("  token ").append(one.token()).append("  ").append(one.candidate());
    text.append("  ").append(one.incarnation()).append("  fences ").append(one.fences());
    text.append('\n');
  }

  private static void appendNote(StringBuilder text, Conditions.Note note) {
    text.append("  ").append(ElectionText.time(note.atMillis())).append("  ").append(note.by());
    text.append("  ").append(note.what()).append('\n');
  }
}
