package dev.incumbent.cli.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Child;
import dev.incumbent.cli.dev.Children;
import dev.incumbent.cli.dev.Contestant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisturbancesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void tellsAnEndThatNobodyAskedForFromOneThatWasAskedFor() throws InterruptedException {
    Disturbances disturbances = new Disturbances();
    List<Child> started = new ArrayList<>();
    try (Children children =
        new Children(
            folder,
            child -> {
              started.add(child);
              disturbances.watch(child);
            })) {
      Child asked = waiting(children, "asked");
      Child surprised = waiting(children, "surprised");
      asked.signal("KILL");
      ProcessHandle.of(surprised.pid()).ifPresent(ProcessHandle::destroyForcibly);
      asked.onEnd().thenCombine(surprised.onEnd(), (a, b) -> true).orTimeout(60, SECONDS).join();

      assertThat(disturbances.any(BOUND)).isTrue();
      assertThat(started).containsExactly(asked, surprised);
      assertThat(disturbances.take()).containsExactly(surprised);
      assertThat(disturbances.any(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void waitsForNoLineOfAProcessThatHasEnded() throws InterruptedException {
    try (Children children = new Children(folder)) {
      Contestant contestant = new Contestant("c1.1");
      contestant.started(
          children.java(
              "says",
              List.of(),
              List.of("dev.incumbent.cli.Main", "--version"),
              line -> contestant.said(line.replace("incumbent", "held 7"))));

      Optional<Contestant.Line> said = contestant.await(Contestant.word("held", 7), BOUND);
      Optional<Contestant.Line> never = contestant.await(Contestant.word("elected"), BOUND);

      assertThat(said).isPresent();
      assertThat(never).isEmpty();
      assertThat(contestant.child().awaitEnd(BOUND)).isTrue();
    }
  }

  /** A process that waits for a coordinator that is not there. */
  private static Child waiting(Children children, String name) {
    return children.java(
        name,
        List.of(),
        List.of("dev.incumbent.cli.Main", "wait", "nothing", "--timeout", "1m"),
        line -> {});
  }
}
