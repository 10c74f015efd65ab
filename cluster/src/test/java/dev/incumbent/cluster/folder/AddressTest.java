package dev.incumbent.cluster.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:7480", "[::1]:1", "[fe80::1]:65535", "node-1.example.org:80", "a:1"})
  void writesWhatItRead(String text) {
    assertThat(Address.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "127.0.0.1",
        ":7480",
        "a:0",
        "a:65536",
        "a:-1",
        "a:123456",
        "::1:80",
        "a b:1",
        "a:1 ",
        "-a:1",
        "a-:1",
        "a:",
        "http://a:1",
        "a,b:1"
      })
  void refusesWhatIsNoAddressByName(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("allowed");
  }
}
