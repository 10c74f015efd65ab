package dev.incumbent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.cluster.node.Node;
import dev.incumbent.cluster.node.NodeConfig;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.FencedStore;
import dev.incumbent.election.Freshness;
import dev.incumbent.spi.ClientConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NightlyTest {
  private static final String BEGIN = "  // README begins\n";

  @TempDir private Path folder;

  @Test
  void runsOnceUnderAToken() throws Exception {
    int port = freePort();
    String address = "127.0.0.1:" + port;
    Path data = folder.resolve("data");

    Nightly.main(new String[] {address, data.toString(), address});

    try (Node node = Node.start(NodeConfig.of(address, data).build());
        Coordinator coordinator = node.connect(ClientConfig.of("test"))) {
      assertThat(node.awaitReady(Duration.ofSeconds(60))).isTrue();
      FencedStore.Stored last =
          coordinator.store().get("last", Freshness.LINEARIZABLE).join().value().orElseThrow();
      assertThat(last.value().toUtf8()).isEqualTo("run under token " + last.token());
      assertThat(last.version()).isEqualTo(1);
    }
  }

  @Test
  void standsInTheReadme() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    String source =
        Files.readString(
            root.resolve("examples/src/main/java/dev/incumbent/examples/Nightly.java"));
    String snippet =
        source
            .substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf("  // README ends"))
            .lines()
            .map(line -> line.isBlank() ? "" : line.substring(2))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(root.resolve("README.md")))
        .contains("```java\n" + snippet + "\n```");
    assertThat(snippet.lines()).hasSizeLessThanOrEqualTo(25);
  }

  /** A port that is free now, and so is the one 100 above it. */
  private static int freePort() throws IOException {
    while (true) {
      try (ServerSocket front = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int raft = front.getLocalPort() + NodeConfig.RAFT_PORT_OFFSET;
        if (raft <= 65_535) {
          try (ServerSocket free = new ServerSocket(raft, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort() - NodeConfig.RAFT_PORT_OFFSET;
          } catch (IOException e) {
            // Taken: try another pair.
          }
        }
      }
    }
  }
}
