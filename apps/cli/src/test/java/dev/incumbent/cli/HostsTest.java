package dev.incumbent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cli.dev.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev --hosts}: a network namespace a node, and nothing of it is left. */
@Timeout(240)
class HostsTest {
  @TempDir Path folder;

  @Test
  void givesEachNodeANetworkOfItsOwnAndLeavesNothingWhenKilled() throws Exception {
    try (Children children = new Children(folder)) {
      DevOnHosts dev = DevOnHosts.start(children);

      assertThat(CommandLineRun.of("status", "--coordinator", dev.uri()).exitCode()).isZero();
      List<Path> networks = dev.nodes().stream().map(HostsTest::network).toList();
      assertThat(networks).hasSize(3).doesNotHaveDuplicates().doesNotContain(network(ownPid()));
      assertThat(dev.networkParts()).as("three hosts, a switch, an interface").hasSize(5);

      dev.process().signal("KILL");

      DevOnHosts.await(() -> dev.networkParts().isEmpty());
      DevOnHosts.await(() -> dev.nodes().stream().noneMatch(HostsTest::isThere));
    }
  }

  private static long ownPid() {
    return ProcessHandle.current().pid();
  }

  private static boolean isThere(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Path network(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "net"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
