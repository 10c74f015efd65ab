package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {
  private static NodeConfig.Builder builder() {
    return NodeConfig.of("127.0.0.1:7480", Path.of("data"));
  }

  private static List<String> peers(int count) {
    List<String> peers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      peers.add("127.0.0.1:" + (7480 + i));
    }
    return peers;
  }

  @Test
  void hasDefaults() {
    NodeConfig config = builder().build();
    assertThat(config.raft()).hasToString("127.0.0.1:7580");
    assertThat(config.peers()).isEmpty();
    assertThat(config.bootstrap()).isFalse();
    assertThat(config.insecureNetwork()).isFalse();
    assertThat(config.timings().electionTimeoutMin()).isEqualTo(Duration.ofMillis(150));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 7})
  void takesAnOddNumberOfNodesUpToSeven(int count) {
    assertThat(builder().peers(peers(count)).build().peers()).hasSize(count);
  }

  @Test
  void refusesTwoNodesBecauseTheySurviveNoCrash() {
    assertThatThrownBy(() -> builder().peers(peers(2)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1:7480,127.0.0.1:7481")
        .hasMessageContaining("survive no crash")
        .hasMessageContaining("allowed 1, 3, 5 or 7");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8, 9})
  void refusesOtherNumbersWithTheReason(int count) {
    assertThatThrownBy(() -> builder().peers(peers(count)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(count + " nodes (")
        .hasMessageContaining("allowed 1, 3, 5 or 7");
  }

  @Test
  void refusesAListThatLacksTheNodeItself() {
    assertThatThrownBy(() -> builder().peers("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks this node's own address 127.0.0.1:7480");
  }

  @Test
  void refusesAnAddressTwice() {
    assertThatThrownBy(
            () -> builder().peers("127.0.0.1:7480", "127.0.0.1:2", "127.0.0.1:2").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @ParameterizedTest
  @ValueSource(ints = {7480, 0, -1, 65_536})
  void refusesARaftPortThatIsNone(int port) {
    assertThatThrownBy(() -> builder().raftPort(port).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(port));
  }

  @Test
  void refusesAFrontPortWhoseRaftPortWouldBeNone() {
    assertThatThrownBy(() -> NodeConfig.of("127.0.0.1:65500", Path.of("data")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65600");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatThrownBy(() -> builder().maxTtl(Duration.ofHours(2)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7200000");
    assertThatThrownBy(() -> builder().historyKept(1_001).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001");
    assertThatThrownBy(
            () -> builder().electionTimeout(Duration.ofMillis(49), Duration.ofMillis(300)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
