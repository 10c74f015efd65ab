package dev.incumbent.coordinators.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.OutcomeUnknownException;
import java.util.UUID;

/** A write that takes effect and whose answer never comes. */
final class LostReply {
  private LostReply() {}

  static void check(Server server, StoreTimeouts timeouts) throws Exception {
    ElectionName election = new ElectionName("lost-reply-" + UUID.randomUUID());
    try (TcpProxy wire = new TcpProxy(server.port());
        JdbcLeaseStore direct = Stores.open(server.url());
        JdbcLeaseStore store = Stores.open(server.url(wire.port()), timeouts)) {
      assertThat(direct.compareAndSet(election, 0, Stores.record(1, "first"))).isTrue();
      assertThat(store.read(election)).contains(Stores.record(1, "first"));
      wire.swallowRepliesTo("second");
      assertThatThrownBy(() -> store.compareAndSet(election, 1, Stores.record(2, "second")))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("is not known")
          .hasMessageNotContaining("not-to-be-shown");
      assertThat(direct.read(election)).contains(Stores.record(2, "second"));
      wire.mend();
      assertThat(store.compareAndSet(election, 1, Stores.record(3, "third"))).isFalse();
      assertThat(store.read(election)).contains(Stores.record(2, "second"));
    }
  }
}
