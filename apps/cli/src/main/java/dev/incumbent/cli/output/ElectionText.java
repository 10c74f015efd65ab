package dev.incumbent.cli.output;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How people are shown elections and their events. */
public final class ElectionText {
  private static final int MAX_SHOWN_BYTES = 200;
  private static final int REPLACEMENT = 0xfffd;

  private ElectionText() {}

  /** One line of a listing. */
  public static String line(Elections.Listed listed) {
    ElectionView view = listed.view();
    String holder =
        view.holder()
            .map(
                h ->
                    "led by "
                        + h.candidate()
                        + " with token "
                        + h.token()
                        + shown(h.metadata())
                        + leaseLeft(listed))
            .orElse("vacant");
    String kept = ConditionsText.brief(view.conditions());
    return view.election()
        + "  "
        + holder
        + ", "
        + view.queue().size()
        + " waiting"
        + (kept.isEmpty() ? "" : ", " + kept);
  }

  /** An election in full. */
  public static String full(Elections.Listed listed) {
    ElectionView view = listed.view();
    StringBuilder text = new StringBuilder("election   ").append(view.election()).append('\n');
    view.holder()
        .ifPresentOrElse(
            h -> appendHolder(text, h, listed), () -> text.append("holder     none\n"));
    text.append("queue      ").append(view.queue().isEmpty() ? "empty" : "").append('\n');
    view.queue().forEach(waiting -> appendWaiting(text, waiting));
    ConditionsText.appendTo(text, view.conditions());
    text.append("history    ").append(view.history().isEmpty() ? "empty" : "newest first");
    view.history().forEach(past -> appendPast(text, past));
    return text.toString();
  }

  private static void appendHolder(
      StringBuilder text, ElectionView.Holder holder, Elections.Listed listed) {
    text.append("holder     ").append(holder.candidate()).append("  ").append(holder.incarnation());
    text.append("  session ").append(holder.session()).append('\n');
    text.append("token      ").append(holder.token()).append("  grant ").append(holder.grant());
    text.append('\n');
    if (holder.metadata().length() > 0) {
      text.append("shown     ").append(shown(holder.metadata())).append('\n');
    }
    text.append("since      ").append(time(holder.grantedAtMillis())).append(leaseLeft(listed));
    text.append(", ").append(Output.word(holder.revocation()));
    text.append(holder.promoted() ? "" : ", not yet promoted");
    holder.withdrawn().ifPresent(w -> text.append(", withdrawn: ").append(Output.word(w)));
    text.append('\n');
  }

  private static void appendWaiting(StringBuilder text, ElectionView.Waiting waiting) {
    text.append("  ").append(waiting.candidate()).append("  priority ").append(waiting.priority());
    text.append("  ").append(waiting.incarnation());
    text.append("  session ").append(waiting.session());
    text.append(shown(waiting.metadata())).append('\n');
  }

  private static void appendPast(StringBuilder text, ElectionView.Past past) {
    text.append("\n  token ").append(past.token()).append("  ").append(past.candidate());
    text.append("  ").append(time(past.grantedAtMillis()));
    text.append(" to ").append(time(past.endedAtMillis()));
    text.append("  ").append(Output.word(past.reason()));
    text.append(past.detail().isEmpty() ? "" : ": " + past.detail());
  }

  private static String leaseLeft(Elections.Listed listed) {
    return listed.leaseLeftMillis() < 0
        ? ""
        : ", lease ends in " + listed.leaseLeftMillis() + " ms";
  }

  /** One event. */
  public static String event(ElectionEvent event) {
    String token = event.token().map(t -> " with token " + t).orElse("");
    String who = event.candidate() + token;
    return event.election()
        + "  "
        + switch (event.kind()) {
          case JOINED -> who + " waits" + shown(event.metadata());
          case LEFT -> who + " left the queue";
          case GRANTED -> "granted to " + who + shown(event.metadata());
          case PROMOTED -> "promoted: " + who;
          case WITHDRAWN -> "withdrawn from " + who + reason(event);
          case ENDED -> "ended: " + who + reason(event);
          case UPDATED -> who + " is shown" + shown(event.metadata());
        };
  }

  /** A candidate's metadata, as far as it is a short text; empty if there is none. */
  private static String shown(Bytes metadata) {
    if (metadata.length() == 0) {
      return "";
    }
    String text = metadata.toUtf8();
    boolean plain =
        metadata.length() <= MAX_SHOWN_BYTES
            && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
    return plain ? " as " + text : " as " + metadata;
  }

  private static String reason(ElectionEvent event) {
    return event.reason().map(r -> ", " + Output.word(r)).orElse("");
  }

  static String time(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
