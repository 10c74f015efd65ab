package dev.incumbent.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.incumbent.cli.output.Figure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is measured of many, of few: on real servers, with real processes. Peers are met where their
 * servers and the jar with their clients are.
 */
class ManyTest {
  private static final int FEW = 20;

  @Test
  void measuresElectionsAcquiredByOneOfOurProcesses() throws InterruptedException {
    Result result = measure(new OurSide(), new MassAcquire(FEW));

    assertThat(result.ours().violations()).isEmpty();
    assertThat(result.ours().figure().count()).isEqualTo(1);
    assertThat(result.ours().figure().median()).isPositive().isFinite();
  }

  @Test
  void measuresHowManyOfOursAreLedByAnotherAfterACrash() throws InterruptedException {
    Result result = measure(new OurSide(), new MassFailover(FEW));

    assertThat(result.ours().violations()).isEmpty();
    assertThat(result.ours().figure().count()).isEqualTo(1);
    assertThat(result.ours().figure().median()).isPositive().isFinite();
  }

  @Test
  void measuresRenewalsOfOurSessions() throws InterruptedException {
    Result result = measure(new OurSide(), new Renewals(2, FEW, 5_000));

    assertThat(result.ours().violations()).isEmpty();
    assertThat(result.ours().figure().median()).isGreaterThan(2 * FEW / 5.0);
  }

  @Test
  void showsMemoryWithElectionsHeld() throws InterruptedException {
    Result result = measure(new Scale(FEW).ours(), new Scale(FEW), 0);

    Figure figure = result.ours().figure();
    assertThat(result.ours().violations()).isEmpty();
    assertThat(figure.min()).isGreaterThan(10);
    assertThat(figure.beside())
        .containsOnlyKeys(
            "cycles, all held", "cycles, none held", "held", "none held", "until all are held")
        .allSatisfy((name, beside) -> assertThat(beside.min()).as(name).isPositive());
    assertThat(figure.beside("held", "elections").min()).isEqualTo(FEW);
  }

  @Test
  void showsWhatServersTakeAtHalfLoad() throws InterruptedException {
    Result result = measure(new OurSide(), new Soak());

    Figure figure = result.ours().figure();
    assertThat(result.ours().violations()).isEmpty();
    assertThat(figure.count()).isEqualTo(1);
    assertThat(figure.min()).as("MiB of three JVMs").isGreaterThan(100);
    assertThat(figure.beside()).containsOnlyKeys("descriptors", "log", "snapshots", "threads");
    assertThat(figure.beside("threads", "threads").min()).isGreaterThan(30);
    assertThat(figure.beside("descriptors", "descriptors").min()).isGreaterThan(30);
    assertThat(figure.beside("log", "MiB").min()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"etcd", "zookeeper"})
  void measuresElectionsAcquiredByOneOfAPeersProcesses(String peer) throws InterruptedException {
    Result result = measure(requirePeer(peer, Benchmark.HANDOVER), new MassAcquire(FEW));

    assertThat(result.ours().violations()).isEmpty();
    assertThat(result.ours().figure().median()).isPositive().isFinite();
  }

  @ParameterizedTest
  @ValueSource(strings = {"etcd", "zookeeper"})
  void measuresHowManyOfAPeersAreLedByAnotherAfterACrash(String peer) throws InterruptedException {
    Result result = measure(requirePeer(peer, Benchmark.CRASH), new MassFailover(FEW));

    assertThat(result.ours().figure().median()).isPositive().isFinite();
  }

  @Test
  void measuresRenewalsOfEtcdsLeases() throws InterruptedException {
    Side etcd = requirePeer("etcd", Benchmark.RENEWALS);

    Result result = measure(etcd, new Renewals(2, FEW, 5_000));

    assertThat(result.ours().violations()).isEmpty();
    assertThat(result.ours().figure().median()).isPositive();
  }

  /** The last is the peer at the settings that notice silence soonest, where there are such. */
  private static Side requirePeer(String name, Benchmark benchmark) {
    Path jar =
        Stream.of("../../target/launcher", "../../benchmarks/target")
            .map(folder -> Path.of(folder, "incumbent-benchmarks.jar").toAbsolutePath().normalize())
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(Files.isRegularFile(jar), "no jar with the peers' clients");
    assumeTrue(!name.equals("etcd") || isOnPath("etcd"), "no etcd here");
    List<Side> sides = Peers.require(benchmark, List.of(name), System.getenv(), jar);
    return sides.get(sides.size() - 1);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Result measure(Side side, Workload workload) throws InterruptedException {
    return measure(side, workload, 1);
  }

  private static Result measure(Side side, Workload workload, int uncounted)
      throws InterruptedException {
    Benchmark few =
        new Benchmark(
            "few",
            "of few",
            new Aim("of it", 1, Aim.Better.LOWER),
            new Benchmark.Runs(1, 1, uncounted),
            workload,
            Benchmark.PeerSettings.DEFAULT);
    try (Comparison comparison = new Comparison(told -> {})) {
      return comparison.run(few, List.of(side), 1);
    }
  }
}
