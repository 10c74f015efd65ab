package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a comparison's figures are shown as. */
class ResultTest {
  private static final Machine MACHINE = new Machine(2, "17.0.1", "Linux 6", "ext4", 0.25);
  private static final Aim RATE = new Aim("a second", 2_250, Aim.Better.HIGHER);

  @Test
  void showsMedianSpreadNumberAndRatioInATable() {
    String table = ResultText.table(result(List.of()));

    assertThat(table)
        .contains(
            "2 processors, Java 17.0.1, Linux 6, data on ext4, load 0.3 before",
            "aim: median at most 1.5 ms, reached",
            "\npeer\n  lease        of peer\n",
            "\nverdict: clean");
    assertThat(table.lines())
        .anyMatch(line -> line.matches("incumbent +1\\.20 +1\\.00 +2\\.50 +3"))
        .anyMatch(line -> line.matches("peer +6\\.00 +4\\.00 +123 +4 +5\\.00"));
  }

  @Test
  void saysThatAGuaranteeWasBroken() {
    assertThat(ResultText.table(result(List.of("tokens went back"))))
        .contains("incumbent: tokens went back")
        .endsWith("verdict: VIOLATED");
    assertThat(ResultJson.of(result(List.of("tokens went back"))).get("verdict").getAsString())
        .isEqualTo("violated");
  }

  @Test
  void isOneJsonObject() {
    JsonObject object = ResultJson.of(result(List.of()));

    assertThat(object.get("name").getAsString()).isEqualTo("handover");
    assertThat(object.get("unit").getAsString()).isEqualTo("ms");
    assertThat(object.get("aim").getAsDouble()).isEqualTo(1.5);
    assertThat(object.get("reached").getAsBoolean()).isTrue();
    JsonObject ours = object.getAsJsonObject("ours");
    assertThat(ours.get("median").getAsDouble()).isEqualTo(1.2);
    assertThat(ours.get("min").getAsDouble()).isEqualTo(1);
    assertThat(ours.get("max").getAsDouble()).isEqualTo(2.5);
    assertThat(ours.get("n").getAsInt()).isEqualTo(3);
    JsonObject peer = object.getAsJsonArray("peers").get(0).getAsJsonObject();
    assertThat(peer.get("median").getAsDouble()).isEqualTo(6);
    assertThat(peer.get("ratio").getAsDouble()).isEqualTo(5);
    assertThat(peer.getAsJsonObject("settings").get("lease").getAsString()).isEqualTo("of peer");
  }

  @Test
  void showsThe99thPercentileOfAHundredOrMore() {
    Figure figure = Figure.in("ms");
    for (int i = 1; i < 100; i++) {
      figure.add(i);
    }
    assertThat(figure.p99()).isEmpty();
    figure.add(100);
    assertThat(figure.p99()).hasValue(99);
    Result result =
        new Result(
            Benchmark.HANDOVER,
            MACHINE,
            List.of(new Result.Measured(new NamedSide("incumbent"), figure, List.of())));

    assertThat(ResultText.table(result).lines())
        .anyMatch(line -> line.matches(" +median +p99 +min +max +n +ratio"))
        .anyMatch(line -> line.matches("incumbent +50\\.5 +99\\.0 +1\\.00 +100 +100"));
    assertThat(ResultJson.of(result).getAsJsonObject("ours").get("p99").getAsDouble())
        .isEqualTo(99);
  }

  @Test
  void showsWhatStandsBesideAFigureAndItsAim() {
    Figure figure = figure(140, 150, 155);
    figure.beside("leaderships lost", "leaderships").add(1);
    Result result =
        new Result(
            Benchmark.COORDINATOR_CRASH,
            MACHINE,
            List.of(new Result.Measured(new NamedSide("incumbent"), figure, List.of())));

    assertThat(ResultText.table(result))
        .contains("aim: leaderships lost median at most 0 leaderships, NOT reached");
    assertThat(ResultText.table(result).lines())
        .anyMatch(
            line -> line.matches(" +leaderships lost, leaderships +1\\.00 +1\\.00 +1\\.00 +1"));
    JsonObject object = ResultJson.of(result);
    assertThat(object.getAsJsonObject("beside").getAsJsonObject("leaderships lost").get("aim"))
        .hasToString("0.0");
    assertThat(object.getAsJsonObject("ours").getAsJsonObject("beside").toString())
        .contains("\"leaderships lost\":{\"unit\":\"leaderships\",\"median\":1.0");
  }

  @Test
  void callsTheHigherRateTheBetterOne() {
    Figure ours = figure(3_000, 2_000);
    assertThat(RATE.isReached(ours)).isTrue();
    assertThat(RATE.isReached(figure(2_000))).isFalse();
    assertThat(RATE.ratio(ours, figure(500))).isEqualTo(5);
    assertThat(RATE).hasToString("median at least 2250 a second");
  }

  @Test
  void onlyReportsWhatHasNoAim() {
    Result result = result(Aim.none("ms", Aim.Better.LOWER));

    assertThat(ResultText.table(result)).contains("\naim: none; ratio:");
    assertThat(ResultJson.of(result).keySet()).doesNotContain("aim", "reached").contains("better");
  }

  @Test
  void saysThatSomethingNeverHappened() {
    Figure theirs = figure(4, 5);
    theirs.addNever();
    theirs.addNever();
    theirs.addNever();
    Result result = result(Benchmark.HANDOVER, List.of(), theirs);

    assertThat(ResultText.table(result)).contains("peer: 3 of 5 not within the time limit");
    assertThat(ResultText.table(result).lines())
        .anyMatch(line -> line.matches("peer +never +4\\.00 +never +5"));
    JsonObject peer = ResultJson.of(result).getAsJsonArray("peers").get(0).getAsJsonObject();
    assertThat(peer.get("never").getAsInt()).isEqualTo(3);
    assertThat(peer.get("n").getAsInt()).isEqualTo(5);
    assertThat(peer.get("min").getAsDouble()).isEqualTo(4);
    assertThat(peer.keySet()).doesNotContain("median", "max", "ratio");
    assertThat(ResultPlot.of(result)).contains(">never<").doesNotContain("Infinity", "NaN");
  }

  @Test
  void sharesRunsAmongRounds() {
    assertThat(Comparison.share(5, 2, 0)).isEqualTo(3);
    assertThat(Comparison.share(5, 2, 1)).isEqualTo(2);
  }

  private static Result result(Aim aim) {
    Benchmark aimed = Benchmark.HANDOVER;
    return result(
        new Benchmark(
            aimed.word(), aimed.what(), aim, aimed.runs(), aimed.workload(), aimed.peerSettings()),
        List.of());
  }

  private static Result result(List<String> violations) {
    return result(Benchmark.HANDOVER, violations);
  }

  private static Result result(Benchmark benchmark, List<String> violations) {
    return result(benchmark, violations, figure(4, 5, 7, 123));
  }

  private static Result result(Benchmark benchmark, List<String> violations, Figure theirs) {
    return new Result(
        benchmark,
        MACHINE,
        List.of(
            new Result.Measured(new NamedSide("incumbent"), figure(1.2, 2.5, 1), violations),
            new Result.Measured(new NamedSide("peer"), theirs, List.of())));
  }

  private static Figure figure(double... values) {
    Figure figure = Figure.in("ms");
    for (double value : values) {
      figure.add(value);
    }
    return figure;
  }
}
