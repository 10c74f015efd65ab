package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.incumbent.cli.output.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a comparison's figures are shown as. */
class ResultTest {
  private static final Machine MACHINE = new Machine(2, "17.0.1", "Linux 6", "ext4", 0.25);
  private static final Aim RATE = new Aim("a second", 2_250, Aim.Better.HIGHER);

  private record NamedSide(String name) implements Side {
    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>(Map.of("lease", "of " + name));
    }

    @Override
    public Field open(Path folder) {
      throw new UnsupportedOperationException("nothing is measured here");
    }
  }

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
  void callsTheHigherRateTheBetterOne() {
    Figure ours = figure(3_000, 2_000);
    assertThat(RATE.isReached(ours)).isTrue();
    assertThat(RATE.isReached(figure(2_000))).isFalse();
    assertThat(RATE.ratio(ours, figure(500))).isEqualTo(5);
    assertThat(RATE).hasToString("median at least 2250 a second");
  }

  @Test
  void saysThatSomethingNeverHappened() {
    Figure theirs = figure(4, 5);
    theirs.addNever();
    theirs.addNever();
    theirs.addNever();
    Result result = result(List.of(), theirs);

    assertThat(ResultText.table(result))
        .contains("peer: 3 of 5 not within 120 s")
        .containsPattern("peer +never +4\\.00 +never +5\n");
    JsonObject peer = ResultJson.of(result).getAsJsonArray("peers").get(0).getAsJsonObject();
    assertThat(peer.get("never").getAsInt()).isEqualTo(3);
    assertThat(peer.get("n").getAsInt()).isEqualTo(5);
    assertThat(peer.get("min").getAsDouble()).isEqualTo(4);
    assertThat(peer.has("median") || peer.has("max") || peer.has("ratio")).isFalse();
  }

  @Test
  void sharesRunsAmongRounds() {
    assertThat(Comparison.share(5, 2, 0)).isEqualTo(3);
    assertThat(Comparison.share(5, 2, 1)).isEqualTo(2);
  }

  private static Result result(List<String> violations) {
    return result(violations, figure(4, 5, 7, 123));
  }

  private static Result result(List<String> violations, Figure theirs) {
    return new Result(
        Benchmark.HANDOVER,
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
