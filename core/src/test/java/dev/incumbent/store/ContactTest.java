package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.session.ServerMessage;
import org.junit.jupiter.api.Test;

/** S-10: what the client is told of its storage. */
final class ContactTest {
  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");

  @Test
  void s10_tellsThatTheStorageIsOutOfReachAndWhenItIsBack() {
    one.greet();
    assertThat(one.last(ServerMessage.Leader.class).ready()).isTrue();
    world.away(true);
    world.run(2_000);
    assertThat(one.last(ServerMessage.Leader.class).ready()).isFalse();
    world.away(false);
    world.run(1_000);
    assertThat(one.last(ServerMessage.Leader.class).ready()).isTrue();
    assertThat(one.last(ServerMessage.Leader.class).term()).isEqualTo(2);
  }
}
