package dev.incumbent.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Backup;
import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.CoordinatorState;
import dev.incumbent.coordinator.Delay;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.StateConfig;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.fencing.FencingToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who counts a delay, from when, and that no change of leaders shortens it (S-1, lock delays). */
final class DelaysTest {
  private static final int MAX_TTL = 60_000;
  private static final int LOCK = 15_000;

  private final HostHarness node = HostHarness.alone();

  @Test
  void s1_aRestoredClusterIsHeldOffForAFullMaximumTtlFromReady() throws IOException {
    restore();
    node.lead(1);

    node.advance(MAX_TTL - 1);
    assertThat(elapsed()).isEmpty();
    assertThat(node.count("grants.held.off.millis")).isPositive();
    node.advance(1);

    assertThat(elapsed()).containsExactly(new Command.Elapsed(holdOff(), 1));
    node.commitAll(1);
    assertThat(node.count("grants.held.off.millis")).isZero();
    assertThat(node.machine().state().holdOff()).isEmpty();
  }

  @Test
  void s1_aNewLeaderCountsTheHoldOffAnew() throws IOException {
    restore();
    node.lead(1);
    node.advance(MAX_TTL - 1);
    node.on(new HostEvent.LostLeadership());
    node.advance(MAX_TTL);
    assertThat(elapsed()).as("who does not lead says nothing").isEmpty();

    node.lead(2);
    node.advance(MAX_TTL - 1);
    assertThat(elapsed()).isEmpty();
    node.advance(1);

    assertThat(elapsed()).containsExactly(new Command.Elapsed(holdOff(), 2));
  }

  @Test
  void s1_theEndOfADelayIsProposedUntilApplied() throws IOException {
    restore();
    node.lead(1);
    node.advance(MAX_TTL);

    node.fail(false);
    node.advance(Proposals.PAUSE_MILLIS);

    assertThat(elapsed()).containsExactly(new Command.Elapsed(holdOff(), 1));
  }

  @Test
  void s1_theEndOfADelayThatIsAppliedInALaterTermDoesNothing() throws IOException {
    restore();
    node.lead(1);
    node.advance(MAX_TTL);
    LogEntry late = node.takeSubmitted();

    node.apply(2, late);

    assertThat(node.machine().state().holdOff()).isPresent();
  }

  @Test
  void aLockDelayIsCountedFromTheEndThatBeganIt() {
    lockDelayed();
    node.advance(LOCK - 1);
    assertThat(elapsed()).isEmpty();
    node.advance(1);

    assertThat(elapsed()).containsExactly(new Command.Elapsed(lock(), 1));
  }

  @Test
  void aNewLeaderCountsALockDelayAnew() {
    lockDelayed();
    node.advance(LOCK - 1);
    node.on(new HostEvent.LostLeadership());

    node.lead(2);
    node.advance(LOCK - 1);
    assertThat(elapsed()).isEmpty();
    node.advance(1);

    assertThat(elapsed()).containsExactly(new Command.Elapsed(lock(), 2));
  }

  private List<Command> elapsed() {
    return node.submittedCommands().stream().filter(Command.Elapsed.class::isInstance).toList();
  }

  /** The node's state is one that was restored from a copy. */
  private void restore() throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    node.machine().state().writeBackup(new Backup.Origin("c1", 1), copy);
    CoordinatorState state =
        Backup.read(new ByteArrayInputStream(copy.toByteArray()), StateConfig.defaults())
            .restored();
    node.install(state);
  }

  /** A leadership with a lock delay has just ended uncleanly. */
  private void lockDelayed() {
    node.lead(1);
    TestClient client = TestClient.open(node, 1, 7, 1, 60_000);
    Operation.Campaign plain = TestClient.campaign(Revocation.AFTER_LEASE);
    node.receive(1, client.request(withLockDelay(plain)));
    node.commitAll(1);
    node.receive(1, client.request(new Operation.Abandon(plain.election(), token())));
    node.commitAll(1);
    node.apply(
        1,
        new LogEntry(
            1,
            2,
            3,
            List.of(new Command.EndLeadership(plain.election(), token(), EndReason.ABANDONED, 1))));
  }

  private static Operation.Campaign withLockDelay(Operation.Campaign plain) {
    return new Operation.Campaign(
        plain.election(),
        plain.candidate(),
        plain.priority(),
        plain.revocation(),
        plain.fences(),
        plain.incarnation(),
        plain.metadata(),
        false,
        LOCK);
  }

  private static FencingToken token() {
    return new FencingToken(1);
  }

  private static Delay holdOff() {
    return new Delay(Delay.Kind.HOLD_OFF, Optional.empty(), 0);
  }

  private static Delay lock() {
    return new Delay(
        Delay.Kind.LOCK, Optional.of(TestClient.campaign(Revocation.AFTER_LEASE).election()), 1);
  }
}
