package dev.incumbent.cli.gameday;

import dev.incumbent.cli.output.Markup;
import dev.incumbent.cli.output.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * A game day as one page that stands by itself: no script, no font, nothing that is fetched. It is
 * well-formed XML too.
 */
final class ReportPage {
  private final Report report;
  private final StringBuilder html = new StringBuilder();

  ReportPage(Report report) {
    this.report = report;
  }

  String html() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>Game day: ");
    html.append(Markup.escape(title())).append("</title>\n<style>\n").append(style());
    html.append("</style>\n</head>\n<body>\n<main>\n");
    header();
    cards();
    html.append("<section>\n<h2>Timeline</h2>\n").append(new TimelineSvg(report).svg());
    html.append("</section>\n");
    rules();
    plan();
    marks();
    footer();
    return html.append("</main>\n</body>\n</html>\n").toString();
  }

  private String title() {
    return report.config().scenario().word() + " of " + report.config().election();
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void header() {
    String verdict = Output.word(report.verdict());
    html.append("<header>\n<div>\n<p class=\"over\">Incumbent game day</p>\n<h1>");
    html.append(Markup.escape(report.config().scenario().word())).append("</h1>\n<p>Election <b>");
    html.append(Markup.escape(report.config().election().value())).append("</b>, ");
    html.append(
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .format(report.startedAt().atOffset(ZoneOffset.UTC)));
    html.append("; run <code>").append(report.run()).append("</code></p>\n</div>\n");
    html.append("<p class=\"verdict ").append(verdict).append("\">").append(verdict);
    html.append(after(": ", String.join(", ", report.violations())));
    html.append("</p>\n</header>\n");
    banners();
  }

  private void banners() {
    report.aborted().ifPresent(a -> banner("Aborted and undone: " + a.words()));
    report.slos().stream()
        .filter(Slos.Outcome::broken)
        .forEach(
            slo ->
                banner(
                    "SLO broken: "
                        + slo.name()
                        + " took "
                        + slo.worst().toMillis()
                        + " ms, allowed "
                        + slo.allowed().toMillis()
                        + " ms"));
    if (!report.proof().isEmpty()) {
      html.append("<p class=\"proof\">").append(Markup.escape(report.proof())).append("</p>\n");
    }
  }

  private void banner(String words) {
    html.append("<p class=\"banner\">").append(Markup.escape(words)).append("</p>\n");
  }

  private void cards() {
    html.append("<dl class=\"cards\">\n");
    for (Map.Entry<String, Long> figure : report.figures().entrySet()) {
      html.append("<div><dt>").append(Markup.escape(spoken(figure.getKey()))).append("</dt><dd>");
      html.append(String.format(Locale.ROOT, "%,d", figure.getValue()));
      html.append(" <small>ms</small></dd></div>\n");
    }
    html.append("</dl>\n");
  }

  /** {@code faultToGranted} as {@code fault to granted}. */
  private static String spoken(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private void rules() {
    html.append("<section>\n<h2>Rules and objectives</h2>\n<table>\n");
    html.append("<tr><th>Rule</th><th>Came out</th><th>What was seen</th></tr>\n");
    for (Ruling ruling : report.rulings()) {
      row(ruling.rule(), Output.word(ruling.state()), ruling.words());
    }
    for (Slos.Outcome slo : report.slos()) {
      row(
          "SLO " + slo.name(),
          slo.broken() ? "broken" : "held",
          slo.worst().toMillis() + " ms, allowed " + slo.allowed().toMillis() + " ms");
    }
    html.append("</table>\n</section>\n");
  }

  private void row(String name, String state, String words) {
    html.append("<tr><td><b>")
        .append(Markup.escape(name))
        .append("</b></td><td><span class=\"state ");
    html.append(state).append("\">").append(state).append("</span></td><td>");
    html.append(Markup.escape(words)).append("</td></tr>\n");
  }

  private void plan() {
    html.append("<section>\n<h2>What was done, and to whom</h2>\n<ol>\n");
    report
        .plan()
        .forEach(step -> html.append("<li>").append(Markup.escape(step)).append("</li>\n"));
    html.append("</ol>\n<table>\n<tr><th>Precondition</th><th>Before</th></tr>\n");
    for (Check check : report.checks()) {
      html.append("<tr><td>").append(Markup.escape(check.what())).append("</td><td>");
      html.append(Markup.escape(check.words())).append("</td></tr>\n");
    }
    html.append("</table>\n</section>\n");
  }

  private void marks() {
    html.append("<section>\n<h2>Events</h2>\n<table class=\"events\">\n<tr><th>Second</th>");
    html.append("<th>Event</th><th>Candidate</th><th>Token</th><th>Detail</th></tr>\n");
    for (Mark mark : report.marks()) {
      String kind = Output.word(mark.kind());
      html.append("<tr class=\"").append(kind).append("\"><td>");
      html.append(String.format(Locale.ROOT, "%.3f", report.millisAt(mark.atNanos()) / 1000.0));
      html.append("</td><td>")
          .append(kind)
          .append("</td><td>")
          .append(Markup.escape(mark.candidate()));
      html.append("</td><td>").append(mark.token() == 0 ? "" : mark.token()).append("</td><td>");
      html.append(Markup.escape(mark.text())).append("</td></tr>\n");
    }
    html.append("</table>\n</section>\n");
  }

  private void footer() {
    html.append("<footer>Times are those at which this was seen by the game day, on one monotonic");
    html.append(" clock. Rules: docs/spec.md. ");
    html.append(Markup.escape(report.checks().stream().findFirst().map(Check::words).orElse("")));
    html.append(".</footer>\n");
  }

  private static String after(String before, String text) {
    return text.isEmpty() ? "" : before + Markup.escape(text);
  }
}
