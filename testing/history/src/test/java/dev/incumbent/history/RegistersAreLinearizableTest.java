package dev.incumbent.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.history.HistoryEvent.Outcome;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryEvent.RegisterUse.Action;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calibrates the search: on histories whose verdict is known, and against trying all orders. */
class RegistersAreLinearizableTest {
  static Stream<Path> good() throws IOException, URISyntaxException {
    return files("good");
  }

  static Stream<Path> bad() throws IOException, URISyntaxException {
    return files("bad");
  }

  private static Stream<Path> files(String folder) throws IOException, URISyntaxException {
    URL url = RegistersAreLinearizableTest.class.getResource("registers/" + folder);
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(url).toURI()))) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSizeGreaterThan(10);
      return sorted.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void acceptsWhatARegisterCanHaveDone(Path file) {
    assertThat(judge(HistoryFile.read(file)).violations()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void convictsWhatNoRegisterCanHaveDone(Path file) {
    Verdict verdict = judge(HistoryFile.read(file));

    assertThat(verdict.rules()).containsExactly("S-10");
    assertThat(verdict.violations()).as("one register is to blame").hasSize(1);
  }

  /** Where it leaves a failed comparison out, it may be milder, but never the other way round. */
  @Test
  void agreesWithTryingAllOrders() {
    int convicted = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      List<RegisterUse> uses = SomeUses.of(new Random(seed));
      boolean linearizable = AllOrders.anyExplains(uses);
      if (linearizable || uses.stream().noneMatch(u -> u.outcome() == Outcome.REFUSED)) {
        assertThat(isClean(uses)).as("seed %d: %s", seed, uses).isEqualTo(linearizable);
        convicted += linearizable ? 0 : 1;
      }
    }
    assertThat(convicted).as("both verdicts are common").isBetween(2_000, 18_000);
  }

  @Test
  void decidesALongHistoryWithManyUnknownWritesAndFindsItsOneStaleRead() {
    List<RegisterUse> uses = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      long at = 10L * i;
      Outcome outcome = i % 10 == 0 ? Outcome.UNKNOWN : Outcome.OK;
      uses.add(new RegisterUse("a", "r", Action.WRITE, "", "v" + i, at, at + 3, outcome));
      String newest = outcome == Outcome.OK || i % 20 == 0 ? "v" + i : "v" + (i - 1);
      uses.add(new RegisterUse("b", "r", Action.READ, "", newest, at + 5, at + 6, Outcome.OK));
    }
    assertThat(isClean(uses)).isTrue();

    uses.add(new RegisterUse("c", "r", Action.READ, "", "v2998", 29_997, 29_998, Outcome.OK));
    assertThat(isClean(uses)).isFalse();
  }

  @Test
  void callsASearchThatCannotBeDecidedNotClean() {
    List<RegisterUse> uses = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      uses.add(new RegisterUse("w" + i, "r", Action.WRITE, "", "v" + i, 1, 100, Outcome.OK));
    }
    uses.add(new RegisterUse("b", "r", Action.READ, "", "never written", 200, 201, Outcome.OK));

    assertThat(judge(uses).violations())
        .singleElement()
        .satisfies(v -> assertThat(v.what()).contains("not decided"));
  }

  private static boolean isClean(List<RegisterUse> uses) {
    return judge(uses).clean();
  }

  private static Verdict judge(List<? extends HistoryEvent> events) {
    return Checker.judge(new History(List.copyOf(events)));
  }
}
