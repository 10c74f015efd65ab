package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterUriTest {
  @Test
  void namesItsNodesInOrderWithoutRepeats() {
    URI uri = URI.create("incumbent://b:1,a:2,b:1");

    assertThat(ClusterUri.addresses(uri)).containsExactly("b:1", "a:2");
  }

  @Test
  void hasADefaultPort() {
    assertThat(ClusterUri.addresses(URI.create("incumbent://a,b:9")))
        .containsExactly("a:7480", "b:9");
    assertThat(ClusterUri.addresses(URI.create("incumbent://[::1]"))).containsExactly("[::1]:7480");
  }

  @Test
  void readsSeveralAddressesInBracketsIfTheyAreEscaped() {
    assertThat(ClusterUri.addresses(URI.create("incumbent://a,%5B::1%5D,%5B::1%5D:9")))
        .containsExactly("a:7480", "[::1]:7480", "[::1]:9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "incumbent:a:1",
        "incumbent:///x",
        "incumbent://a:0",
        "incumbent://a:65536",
        "incumbent://a:1,,b:1",
        "incumbent://a:1/path"
      })
  void refusesWhatIsNotOfItsForm(String uri) {
    assertThatThrownBy(() -> ClusterUri.addresses(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri)
        .hasMessageContaining("allowed");
  }

  @Test
  void watchesTheWallClockUnlessToldNotTo() {
    assertThat(ClusterUri.watchesWallClock(URI.create("incumbent://a:1"))).isTrue();
    assertThat(ClusterUri.watchesWallClock(URI.create("incumbent://a:1?wall-clock=watched")))
        .isTrue();
    assertThat(ClusterUri.watchesWallClock(URI.create("incumbent://a:1?wall-clock=ignored")))
        .isFalse();
    assertThatThrownBy(() -> ClusterUri.watchesWallClock(URI.create("incumbent://a:1?x=y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x=y");
  }
}
