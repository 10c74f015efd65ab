package dev.incumbent.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.cluster.folder.Address;
import dev.incumbent.error.RejectedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenPolicyTest {
  private static final ListenPolicy SECURE = new ListenPolicy(false);
  private static final ListenPolicy INSECURE = new ListenPolicy(true);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.255.0.1", "[::1]", "localhost"})
  void allowsLoopbackAlways(String host) {
    assertThat(SECURE.requireAllowed(Address.parse(host + ":1"))).isFalse();
    assertThat(INSECURE.requireAllowed(Address.parse(host + ":1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1",
        "169.254.0.1", "[fc00::1]", "[fdff::1]", "[fe80::1]", "[febf::1]"
      })
  void allowsPrivateAddressesOnlyIfAskedTo(String host) {
    assertThat(INSECURE.requireAllowed(Address.parse(host + ":1"))).isTrue();
    assertThatThrownBy(() -> SECURE.requireAllowed(Address.parse(host + ":1")))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("--insecure-network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8", "9.255.255.255", "11.0.0.1", "172.15.255.255", "172.32.0.1", "192.167.255.255",
        "192.169.0.1", "169.253.0.1", "100.64.0.1", "[2001:db8::1]", "[fec0::1]", "[fbff::1]",
        "[::2]", "224.0.0.1"
      })
  void refusesEveryOtherAddressEvenIfAskedTo(String host) {
    assertThatThrownBy(() -> INSECURE.requireAllowed(Address.parse(host + ":1")))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("10/8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "[::]"})
  void refusesAWildcardAlways(String host) {
    assertThatThrownBy(() -> INSECURE.requireAllowed(Address.parse(host + ":1")))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("wildcard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-host.invalid"})
  void refusesAnUnknownHost(String host) {
    assertThatThrownBy(() -> SECURE.requireAllowed(Address.parse(host + ":1")))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("unknown host");
  }
}
