package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.session.ClientMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * While a call of the storage is under way, the node sleeps: it does not ask to be woken at once.
 */
final class StoreIdleTest {
  private static final long CALL_MILLIS = 200;

  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");

  private void sleepsThroughout(long millis) {
    for (long i = 0; i < millis; i++) {
      world.run(1);
      one.wake();
      assertThat(one.spins()).as("spins at %d ms", world.nowMillis()).isFalse();
    }
  }

  @Test
  void sleepsWhileItListsElectionsForAnObserver() {
    one.open();
    one.callsTake(CALL_MILLIS);
    one.send(new ClientMessage.Observe(1, List.of(), Optional.empty()));
    sleepsThroughout(2 * CALL_MILLIS);
  }

  @Test
  void sleepsWhileARenewalWaitsForAQuestionThatWasAskedBefore() {
    one.open();
    one.renewEvery(0);
    one.callsTake(CALL_MILLIS);
    one.renew();
    world.run(CALL_MILLIS / 2);
    one.renew();
    sleepsThroughout(2 * CALL_MILLIS);
  }
}
