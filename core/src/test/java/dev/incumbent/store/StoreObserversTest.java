package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** I13: an observer of a record that goes back is told so. */
final class StoreObserversTest {
  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");
  private final StoreClient two = world.client("two");

  @Test
  void i13_tellsToResyncWhenAnOldCopyHasOvertakenWhatWasSeen() {
    one.open();
    one.campaign("a");
    world.run(20);
    Optional<StoredRecord> old = world.stored();
    two.open();
    two.send(new ClientMessage.Observe(9, List.of(StoreWorld.ELECTION), Optional.empty()));
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(100);
    assertThat(told()).contains(ElectionEvent.Kind.ENDED);
    int resyncs = two.all(ServerMessage.Resync.class).size();
    int events = told().size();

    two.stop();
    one.stop();
    overtake(old);
    two.resume();
    world.run(100);

    assertThat(two.all(ServerMessage.Resync.class)).hasSize(resyncs + 1);
    assertThat(told()).hasSize(events);
  }

  /** The record is put back, and written more often than it had been. */
  private void overtake(Optional<StoredRecord> old) {
    StoreClient three = world.client("three");
    world.put(old);
    three.open();
    three.campaign("c");
    world.run(3 * StoreWorld.TTL_MILLIS);
    three.close();
    world.run(100);
  }

  private List<ElectionEvent.Kind> told() {
    return two.all(ServerMessage.Events.class).stream()
        .flatMap(it -> it.events().stream())
        .map(ElectionEvent::kind)
        .toList();
  }
}
