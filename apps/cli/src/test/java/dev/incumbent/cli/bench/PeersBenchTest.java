package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.incumbent.cli.CommandFailedException;
import dev.incumbent.cli.output.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The peers' real servers and clients through what fails, each once, at the settings at which they
 * notice it soonest. Skipped where the launcher has not built their clients, or there is no etcd.
 */
class PeersBenchTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"etcd", "zookeeper"})
  void measuresACrashOfTheCoordinatorsLeader(String peer) throws InterruptedException {
    Figure figure = Figure.millis();

    try (Field field = sideAtItsBest(peer).open(folder)) {
      int led = field.awaitLeadingServer();
      new CoordinatorCrash().run(field, 1, figure);

      assertThat(field.awaitLeadingServer()).as("the leading server").isNotEqualTo(led);
    }

    assertThat(figure.min()).isPositive();
    assertThat(figure.beside("leaderships lost", "leaderships").count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"etcd", "zookeeper"})
  void measuresAPauseAndLetsTheOldOneStandAgain(String peer) throws InterruptedException {
    Figure figure = Figure.millis();

    try (Field field = sideAtItsBest(peer).open(folder)) {
      Electorate.Leader first = field.electorate().awaitLeader(0);
      new Pause().run(field, 1, figure);
      Electorate.Leader second = field.electorate().awaitLeader(first.token());
      field.handOver(second);
      field.handOver(field.electorate().awaitLeader(second.token()));

      assertThat(first.candidate().lines()).as("what the old leader says").isNotEmpty();
    }

    assertThat(figure.min()).isPositive();
    assertThat(figure.beside("old one believes after SIGCONT", "ms").count()).isEqualTo(1);
  }

  private static Side sideAtItsBest(String peer) {
    Optional<Path> jar =
        Stream.of("target/launcher", "benchmarks/target")
            .map(built -> Path.of("../..", built, "incumbent-benchmarks.jar").toAbsolutePath())
            .filter(Files::isRegularFile)
            .findFirst();
    assumeThat(jar).as("the jar with the peers' clients").isPresent();
    try {
      return Peers.require(Benchmark.PAUSE, List.of(peer), System.getenv(), jar.orElseThrow())
          .get(1);
    } catch (CommandFailedException e) {
      assumeThat(e).as("whether %s is here", peer).isNull();
      throw e;
    }
  }
}
