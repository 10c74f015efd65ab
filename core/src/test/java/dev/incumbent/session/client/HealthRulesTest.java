package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static dev.incumbent.session.client.ClientRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** An unhealthy candidate does not stand, and an unhealthy leader yields in good order. */
final class HealthRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final OperationResult DONE = new OperationResult.Done();
  private static final Optional<String> PASSED = Optional.empty();
  private static final Optional<String> FAILED = Optional.of("disk full");

  /** Every second, within 400 ms; unhealthy after 2, healthy after 2, held for 5 s. */
  private static final HealthSettings CHECKED =
      new HealthSettings(1_000 * MILLI, 400 * MILLI, 2, 2, 5_000 * MILLI);

  @Test
  void doesNotStandBeforeItIsKnownToBeHealthy() {
    ClientRig rig = standing();
    assertThat(checks(rig)).isEqualTo(1);
    answer(rig, PASSED);
    assertThat(rig.requests(Operation.Campaign.class)).isEmpty();

    nextCheck(rig, PASSED);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
  }

  @Test
  void s5_anUnhealthyLeaderStopsItsWorkAndReleasesWhenThatHasReturned() {
    ClientRig rig = leading();

    nextCheck(rig, FAILED);
    assertThat(rig.acted(ClientAction.Stop.class)).as("tolerates one").isEmpty();
    nextCheck(rig, FAILED);

    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.UNHEALTHY));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.lastRelease())
        .isEqualTo(
            new Operation.Release(
                ELECTION, ONE, EndReason.UNHEALTHY, Optional.empty(), "unhealthy: disk full"));
    assertThat(rig.acted(ClientAction.Ended.class))
        .containsExactly(new ClientAction.Ended(1, ONE, EndReason.UNHEALTHY));
  }

  @Test
  void aFailureBetweenSuccessesIsTolerated() {
    ClientRig rig = leading();

    for (int i = 0; i < 5; i++) {
      nextCheck(rig, FAILED);
      nextCheck(rig, PASSED);
    }

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void isNotBackBeforeItWasHealthyForTheHoldTime() {
    ClientRig rig = yielded();
    nextCheck(rig, PASSED);
    long healthySince = rig.nowMillis() + 1_000;
    while (rig.nowMillis() < healthySince + 5_000 - 1_000) {
      nextCheck(rig, PASSED);
      assertThat(rig.requests(Operation.Campaign.class)).as("at " + rig.nowMillis()).hasSize(1);
    }

    nextCheck(rig, PASSED);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void oneFailureDuringTheHoldTimeBeginsItAnew() {
    ClientRig rig = yielded();
    for (int i = 0; i < 5; i++) {
      nextCheck(rig, PASSED);
    }
    nextCheck(rig, FAILED);

    for (int i = 0; i < 6; i++) {
      nextCheck(rig, PASSED);
      assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
    }
    nextCheck(rig, PASSED);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void anUnhealthyCandidateLeavesTheQueueAndComesBack() {
    ClientRig rig = queued();
    nextCheck(rig, FAILED);
    nextCheck(rig, FAILED);
    assertThat(rig.requests(Operation.Cancel.class)).hasSize(1);
    rig.answer(A, rig.lastRequest(Operation.Cancel.class), DONE);
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();

    for (int i = 0; i < 7; i++) {
      nextCheck(rig, PASSED);
    }

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void givesBackAGrantThatCrossedItsLeavingUnhealthy() {
    ClientRig rig = queued();
    nextCheck(rig, FAILED);
    nextCheck(rig, FAILED);

    rig.grant(1);

    assertThat(rig.acted(ClientAction.Promote.class)).isEmpty();
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.UNHEALTHY);
  }

  @Test
  void aCheckThatDoesNotReturnFailsOnceAPeriodAndIsNotBegunTwice() {
    ClientRig rig = leading();
    int before = checks(rig);
    rig.advance(1_000);
    assertThat(checks(rig)).isEqualTo(before + 1);
    rig.advance(400);
    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();

    rig.advance(600);

    assertThat(checks(rig)).isEqualTo(before + 1);
    assertThat(rig.acted(ClientAction.Stop.class)).hasSize(1);
  }

  @Test
  void aLateAnswerIsNoNewsAndLetsTheNextCheckBegin() {
    ClientRig rig = leading();
    int before = checks(rig);
    rig.advance(1_500);
    answer(rig, PASSED);

    rig.acknowledge(A);
    rig.advance(500);

    assertThat(checks(rig)).isEqualTo(before + 2);
    answer(rig, FAILED);
    assertThat(rig.acted(ClientAction.Stop.class)).as("late, then failed: two").hasSize(1);
  }

  @Test
  void anAnswerToAnOlderCheckCountsForNothing() {
    ClientRig rig = leading();
    int before = checks(rig);
    rig.advance(1_000);

    rig.tell(new ClientEvent.Checked(1, before, FAILED));
    rig.tell(new ClientEvent.Checked(1, before, FAILED));

    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();
  }

  @Test
  void renewsWhileACheckHangs() {
    ClientRig rig = queued();
    int before = rig.sent(ClientMessage.Renew.class).size();

    rig.keepAlive(10_000);

    assertThat(rig.sent(ClientMessage.Renew.class)).hasSizeGreaterThan(before + 8);
    assertThat(rig.acted(ClientAction.LeaseLost.class)).isEmpty();
  }

  @Test
  void finishesAtOnceIfItIsUnhealthyAndWantedOnlyAVacantElection() {
    ClientRig rig = ClientRig.led();
    Operation.Campaign tried =
        new Operation.Campaign(
            ELECTION,
            ClientRig.CANDIDATE,
            0,
            Revocation.AFTER_LEASE,
            List.of(),
            "i",
            Bytes.EMPTY,
            true,
            0);
    rig.tell(new ClientEvent.Campaign(1, tried, settings()));
    rig.open(A);

    answer(rig, FAILED);

    assertThat(rig.acted(ClientAction.Finished.class))
        .containsExactly(new ClientAction.Finished(1, Optional.empty(), Optional.empty()));
  }

  @Test
  void closesWhileItStandsAside() {
    ClientRig rig = standing();

    rig.tell(new ClientEvent.Leave(1));
    rig.advance(5_000);

    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
    assertThat(checks(rig)).as("no check after the end").isEqualTo(1);
  }

  @Test
  void closesWhileItLeavesTheQueueUnhealthy() {
    ClientRig rig = queued();
    nextCheck(rig, FAILED);
    nextCheck(rig, FAILED);
    rig.tell(new ClientEvent.Leave(1));

    rig.answer(A, rig.lastRequest(Operation.Cancel.class), DONE);

    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
  }

  @Test
  void standsAsideInTheNextSessionToo() {
    ClientRig rig = yielded();

    rig.receive(A, new ServerMessage.SessionGone(rig.session()));
    rig.advance(1_001);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
  }

  private static CandidacySettings settings() {
    return new CandidacySettings(
        OptionalLong.empty(),
        true,
        0,
        OptionalLong.empty(),
        Optional.of(CHECKED),
        Optional.empty());
  }

  private static ClientRig standing() {
    return ClientRig.waiting(settings());
  }

  private static ClientRig queued() {
    ClientRig rig = standing();
    answer(rig, PASSED);
    nextCheck(rig, PASSED);
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), DONE);
    return rig;
  }

  private static ClientRig leading() {
    ClientRig rig = queued();
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    return rig;
  }

  private static ClientRig yielded() {
    ClientRig rig = leading();
    nextCheck(rig, FAILED);
    nextCheck(rig, FAILED);
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    return rig;
  }

  private static int checks(ClientRig rig) {
    return rig.acted(ClientAction.CheckHealth.class).size();
  }

  private static void answer(ClientRig rig, Optional<String> outcome) {
    rig.tell(new ClientEvent.Checked(1, checks(rig), outcome));
  }

  private static void nextCheck(ClientRig rig, Optional<String> outcome) {
    int before = checks(rig);
    for (int i = 0; i < 20 && checks(rig) == before; i++) {
      rig.advance(100);
      rig.acknowledge(A);
    }
    answer(rig, outcome);
  }
}
