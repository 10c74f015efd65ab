package dev.incumbent.cli.gameday;

import dev.incumbent.cli.output.Svg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The timeline as SVG: a lane a candidate with its leaderships, lease ends and stale writes, and
 * above them what was done and when nobody led. Its classes are those of {@code report.css}.
 */
final class TimelineSvg {
  private static final int WIDTH = 1080;
  private static final int LEFT = 150;
  private static final int RIGHT = 16;
  private static final int TOP = 84;
  private static final int LANE = 46;
  private static final int BAR = 26;
  private static final int HUES = 6;
  private static final int MAX_LANES = 20;
  private static final int LABEL_CHARS = 18;
  private static final long[] STEPS_MILLIS = {
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 3_600_000
  };

  private final Report report;
  private final Map<String, Integer> lanes = new LinkedHashMap<>();
  private final TreeMap<Long, Integer> hues = new TreeMap<>();
  private final Svg svg = new Svg();

  TimelineSvg(Report report) {
    this.report = report;
    for (Mark mark : report.marks()) {
      if (!mark.candidate().isEmpty() && lanes.size() < MAX_LANES) {
        lanes.putIfAbsent(mark.candidate(), lanes.size());
      }
    }
  }

  String svg() {
    int height = TOP + lanes.size() * LANE + 84;
    svg.append("<title>Who led when, by token; lease ends, faults, refused writes</title>\n");
    svg.append("<defs><pattern id=\"hatch\" width=\"8\" height=\"8\"");
    svg.append(" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">");
    svg.append("<path class=\"hatching\" d=\"M0 0V8\"/></pattern></defs>\n");
    background();
    leaderless();
    Leaderships.of(report).forEach(this::leadership);
    Leaderships.pauses(report).forEach(this::pause);
    faults();
    leaseEnds();
    report.marks().forEach(this::write);
    legend(TOP + lanes.size() * LANE + 52);
    return "<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\">\n" + svg + "</svg>\n";
  }

  private double x(long nanos) {
    double part = (nanos - report.frame().fromNanos()) / (double) report.frame().nanos();
    return LEFT + Math.max(0, Math.min(1, part)) * (WIDTH - LEFT - RIGHT);
  }

  private int y(String candidate) {
    return TOP + lanes.getOrDefault(candidate, 0) * LANE;
  }

  private void background() {
    for (Map.Entry<String, Integer> lane : lanes.entrySet()) {
      svg.rect("lane", LEFT, y(lane.getKey()) + 4, WIDTH - LEFT - RIGHT, LANE - 8, "");
      svg.text("end", LEFT - 12, y(lane.getKey()) + LANE / 2 + 5, shortened(lane.getKey()));
    }
    svg.text("end", LEFT - 12, 27, "faults");
    svg.text("end", LEFT - 12, TOP - 14, "no leader");
    long total = report.frame().nanos() / 1_000_000;
    long step = STEPS_MILLIS[STEPS_MILLIS.length - 1];
    for (int i = STEPS_MILLIS.length - 1; i >= 0 && total / STEPS_MILLIS[i] <= 14; i--) {
      step = STEPS_MILLIS[i];
    }
    int bottom = TOP + lanes.size() * LANE;
    for (long at = 0; at <= total; at += step) {
      double x = x(report.frame().fromNanos() + at * 1_000_000);
      svg.line("grid", x, 40, x, bottom);
      svg.text("soft mid", x, bottom + 18, String.format(Locale.ROOT, "%.1f s", at / 1000.0));
    }
  }

  private static String shortened(String name) {
    return name.length() <= LABEL_CHARS ? name : name.substring(0, LABEL_CHARS - 1) + "…";
  }

  private void leaderless() {
    for (Timeline.Span span : report.leaderless()) {
      double from = x(span.fromNanos());
      double width = Math.max(2, x(span.toNanos()) - from);
      String words = span.nanos() / 1_000_000 + " ms without a leader";
      svg.rect("down", from, TOP - 24, width, 12, words);
      svg.text("soft", Math.min(from, WIDTH - 170), TOP - 30, words);
    }
  }

  private void leadership(Leaderships.Held held) {
    if (!lanes.containsKey(held.candidate())) {
      return;
    }
    int hue = hues.computeIfAbsent(held.token(), token -> hues.size() % HUES);
    double from = x(held.span().fromNanos());
    double width = Math.max(3, x(held.span().toNanos()) - from);
    int top = y(held.candidate()) + (LANE - BAR) / 2;
    String words = "'" + held.candidate() + "' held token " + held.token() + ": " + held.end();
    svg.rect("t" + hue, from, top, width, BAR, words);
    held.promotedNanos()
        .ifPresent(at -> svg.line("promoted", x(at), top + 2, x(at), top + BAR - 2));
    if (width > 70) {
      svg.text("onbar", from + 9, top + BAR / 2 + 5, "token " + held.token());
    }
  }

  private void pause(Leaderships.Held pause) {
    double from = x(pause.span().fromNanos());
    int top = y(pause.candidate()) + (LANE - BAR) / 2 - 3;
    svg.rect(
        "stood", from, top, Math.max(3, x(pause.span().toNanos()) - from), BAR + 6, pause.end());
  }

  private void faults() {
    int bottom = TOP + lanes.size() * LANE;
    for (Mark mark : report.marks()) {
      boolean fault = mark.kind() == Mark.Kind.FAULT;
      if (fault || mark.kind() == Mark.Kind.HEALED) {
        double x = x(mark.atNanos());
        svg.line("faultline", x, 34, x, bottom);
        String shape = fault ? "M%1$.1f 32l-7 -13h14z" : "M%1$.1f 19l-7 13h14z";
        svg.path(
            fault ? "faultmark" : "healmark", String.format(Locale.ROOT, shape, x), mark.text());
        boolean late = x > WIDTH - 220;
        svg.text(late ? "soft end" : "soft", x + (late ? -11 : 11), 30, label(mark));
      }
    }
  }

  /** Without the process ids, which the table has. */
  private static String label(Mark mark) {
    int to = mark.text().indexOf(" to ");
    boolean ids =
        to > 0 && to + 4 < mark.text().length() && Character.isDigit(mark.text().charAt(to + 4));
    return shortened(ids ? mark.text().substring(0, to) : mark.text());
  }

  private void leaseEnds() {
    List<Leaderships.Held> all = Leaderships.of(report);
    for (Leaderships.Held held : all) {
      Long end = report.leaseEnds().get(held.token());
      if (end != null && end <= report.frame().toNanos() && lanes.containsKey(held.candidate())) {
        double x = x(end);
        int top = y(held.candidate());
        svg.line("leaseline", x, top + 2, x, top + LANE - 2);
        svg.text("leasetext", x + 5, top + 14, "lease end " + held.token());
      }
    }
  }

  private void write(Mark mark) {
    if (!lanes.containsKey(mark.candidate())) {
      return;
    }
    double x = x(mark.atNanos());
    int middle = y(mark.candidate()) + LANE / 2;
    String diamond = String.format(Locale.ROOT, "M%.1f %dl7 7l-7 7l-7 -7z", x, middle - 7);
    switch (mark.kind()) {
      case REFUSED -> svg.path("refusedmark", diamond, mark.text());
      case VIOLATION -> svg.path("badmark", diamond, mark.text());
      case ACCEPTED -> svg.path("goodmark", diamond, mark.text());
      case JOINED,
          LEFT,
          GRANTED,
          PROMOTED,
          WITHDRAWN,
          ENDED,
          RESYNC,
          CONNECTION,
          FAULT,
          HEALED,
          NOTE -> {}
    }
  }

  private void legend(int y) {
    int x = LEFT;
    svg.rect("t0", x, y - 10, 26, 12, "");
    svg.text("soft", x + 32, y, "leads, by token");
    svg.rect("stood", x + 135, y - 10, 26, 12, "");
    svg.text("soft", x + 167, y, "stands still");
    svg.rect("down", x + 250, y - 10, 26, 12, "");
    svg.text("soft", x + 282, y, "no leader");
    svg.line("leaseline", x + 358, y - 11, x + 358, y + 3);
    svg.text("soft", x + 366, y, "lease would end");
    svg.path("refusedmark", "M" + (x + 480) + " " + (y - 11) + "l7 7l-7 7l-7 -7z", "");
    svg.text("soft", x + 492, y, "stale write refused");
    svg.path("goodmark", "M" + (x + 622) + " " + (y - 11) + "l7 7l-7 7l-7 -7z", "");
    svg.text("soft", x + 634, y, "write accepted");
    svg.path("faultmark", "M" + (x + 740) + " " + (y + 2) + "l-7 -13h14z", "");
    svg.text("soft", x + 752, y, "fault");
    svg.path("healmark", "M" + (x + 800) + " " + (y - 11) + "l-7 13h14z", "");
    svg.text("soft", x + 812, y, "undone");
  }
}
