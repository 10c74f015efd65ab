package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S-1: a record that was deleted, or put back to what it once was. */
final class StoreWentBackTest {
  private final StoreWorld world = new StoreWorld();
  private final StoreClient one = world.client("one");
  private final StoreClient two = world.client("two");

  private void lead() {
    one.open();
    one.campaign("a");
    world.run(10);
    two.open();
    two.campaign("b");
    world.run(100);
  }

  @Test
  void s1_writesADeletedRecordAnew() {
    lead();
    world.put(Optional.empty());
    world.run(StoreWorld.TTL_MILLIS);
    assertThat(one.isValid()).as("the holder goes on").isTrue();
    assertThat(one.events()).hasSize(1);
    assertThat(world.record().lastToken()).isEqualTo(1);
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(100);
    assertThat(two.token()).isEqualTo(new FencingToken(2));
  }

  @Test
  void s1_grantsNoTokenAgainAfterTheRecordWasDeletedWhileNobodyLed() {
    lead();
    two.close();
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(100);
    world.put(Optional.empty());
    one.campaign("a");
    world.run(100);
    assertThat(one.token()).isEqualTo(new FencingToken(2));
  }

  @Test
  void s1_grantsNoTokenAgainAfterTheRecordWasPutBack() {
    one.open();
    one.campaign("a");
    world.run(10);
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(10);
    Optional<StoredRecord> old = world.stored();
    one.campaign("a");
    world.run(10);
    assertThat(one.token()).isEqualTo(new FencingToken(2));
    world.put(old);
    world.run(500);
    assertThat(one.events())
        .anyMatch(it -> it instanceof SessionEvent.Ended end && end.reason() == EndReason.RESTORED);
    assertThat(one.holds()).isEmpty();
    assertThat(world.view().history())
        .extracting(ElectionView.Past::reason)
        .contains(EndReason.RESTORED);
    one.campaign("a");
    world.run(50);
    assertThat(one.token()).isEqualTo(new FencingToken(3));
  }

  @Test
  void s2_waitsForTheLeaseThatItSawToRun() {
    one.open();
    one.campaign("a");
    world.run(10);
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(10);
    Optional<StoredRecord> old = world.stored();
    one.campaign("a");
    world.run(10);
    two.open();
    two.campaign("b");
    world.run(100);
    one.stop();
    world.put(old);
    world.run(StoreWorld.TTL_MILLIS / 2);
    assertThat(two.holds()).as("while the lease that it saw may run").isEmpty();
    world.run(StoreWorld.TTL_MILLIS / 2 + 300);
    assertThat(two.token()).isEqualTo(new FencingToken(3));
  }

  @Test
  void leadershipThatTheRecordLostIsAPredecessor() {
    one.open();
    one.campaign("a");
    world.run(10);
    one.release(one.token(), EndReason.RESIGNED, Optional.empty());
    world.run(10);
    Optional<StoredRecord> old = world.stored();
    one.campaign("a");
    world.run(10);
    two.open();
    two.campaign("b");
    world.run(100);
    one.stop();
    world.put(old);
    world.run(2 * StoreWorld.TTL_MILLIS);
    SessionEvent.Granted granted = two.holds().orElseThrow();
    assertThat(granted.predecessors()).anyMatch(it -> it.token().equals(new FencingToken(2)));
  }

  @Test
  void l2_entersAgainThoughARecordThatWasPutBackSaysThatItStands() {
    lead();
    Optional<StoredRecord> old = world.stored();
    two.request(new Operation.Cancel(StoreWorld.ELECTION, new CandidateName("b")));
    world.run(50);
    one.stop();
    world.put(old);
    world.run(10);
    long again = two.campaign("b");
    world.run(2 * StoreWorld.TTL_MILLIS);
    assertThat(two.answer(again)).contains(new OperationResult.Done());
    assertThat(two.token()).isEqualTo(new FencingToken(2));
  }

  @Test
  void s2_countsALeaseAnewWhenAWriteHasTheNumberOfOneThatItSaw() {
    lead();
    Optional<StoredRecord> old = world.stored();
    world.run(StoreWorld.TTL_MILLIS + StoreWorld.TTL_MILLIS / 2);
    long seen = world.record().index();
    two.stop();
    world.put(old);
    while (world.record().index() < seen) {
      world.run(1);
    }
    two.resume();
    world.run(100);
    assertThat(two.holds()).isEmpty();
    assertThat(one.isValid()).isTrue();
    assertThat(one.events()).hasSize(1);
  }
}
