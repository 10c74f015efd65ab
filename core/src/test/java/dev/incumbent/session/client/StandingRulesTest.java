package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static dev.incumbent.session.client.ClientRig.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.fencing.FencingToken;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a candidacy does of itself while it stands: bounded tenure, scheduled wishes, metadata. */
final class StandingRulesTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final CandidateName OTHER = new CandidateName("b");
  private static final OperationResult DONE = new OperationResult.Done();

  @Test
  void s5_stopsItsWorkWhenItsTenureIsOverAndCampaignsAgain() {
    ClientRig rig = leadingFor(20_000);
    rig.keepAlive(19_500);
    assertThat(rig.acted(ClientAction.Stop.class)).isEmpty();

    rig.keepAlive(500);

    assertThat(rig.acted(ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.HANDOVER));
    assertThat(rig.requests(Operation.Release.class)).isEmpty();
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.RESIGNED);
    assertThat(rig.lastRelease().detail()).isEqualTo("its maximum tenure is over");
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
  }

  @Test
  void theTenureOfAnEndedLeadershipStopsNoLaterOne() {
    ClientRig rig = leadingFor(20_000);
    rig.keepAlive(15_000);
    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.REVOKED));
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), DONE);
    rig.grant(2);
    rig.tell(new ClientEvent.Claimed(1, new FencingToken(2)));
    int stops = rig.acted(ClientAction.Stop.class).size();

    rig.keepAlive(15_000);

    assertThat(rig.acted(ClientAction.Stop.class)).hasSize(stops);
  }

  @Test
  void l4_asksForAScheduledHandOverWhenItIsDue() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.HandOver(7, 1, OTHER, 10_000 * MILLI));
    rig.keepAlive(9_500);
    assertThat(rig.requests(Operation.RequestHandover.class)).isEmpty();

    rig.keepAlive(500);

    assertThat(rig.lastRequest(Operation.RequestHandover.class).operation())
        .isEqualTo(new Operation.RequestHandover(ELECTION, OTHER));
  }

  @Test
  void failsAScheduledHandOverWhoseLeadershipEndsBefore() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.HandOver(7, 1, OTHER, 10_000 * MILLI));
    rig.tell(new ClientEvent.WorkReturned(1, ONE));
    rig.answer(A, rig.lastRequest(Operation.Release.class), DONE);

    assertThat(rig.acted(ClientAction.Fail.class)).hasSize(1);
    rig.advance(20_000);
    assertThat(rig.requests(Operation.RequestHandover.class)).isEmpty();
  }

  @Test
  void updatesWhatObserversAreShownWhileItStands() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);

    rig.tell(new ClientEvent.UpdateMetadata(7, 1, Bytes.utf8("b2")));
    assertThat(rig.lastRequest(Operation.UpdateMetadata.class).operation())
        .isEqualTo(new Operation.UpdateMetadata(ELECTION, CANDIDATE, Bytes.utf8("b2")));
    assertThat(rig.acted(ClientAction.Answer.class)).isEmpty();
    rig.answer(A, rig.lastRequest(Operation.UpdateMetadata.class), DONE);

    assertThat(rig.acted(ClientAction.Answer.class))
        .containsExactly(new ClientAction.Answer(7, DONE));
  }

  @Test
  void entersAgainWithTheMetadataThatItWasUpdatedTo() {
    ClientRig rig = ClientRig.leading();
    rig.tell(new ClientEvent.UpdateMetadata(7, 1, Bytes.utf8("b2")));
    rig.event(new SessionEvent.Ended(ELECTION, ONE, EndReason.REVOKED));

    rig.tell(new ClientEvent.WorkReturned(1, ONE));

    Operation.Campaign campaign =
        (Operation.Campaign) rig.lastRequest(Operation.Campaign.class).operation();
    assertThat(campaign.metadata()).isEqualTo(Bytes.utf8("b2"));
  }

  @Test
  void showsWhatWasUpdatedBeforeTheCampaignWasAnswered() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);
    rig.open(A);

    rig.tell(new ClientEvent.UpdateMetadata(7, 1, Bytes.utf8("b2")));
    assertThat(rig.acted(ClientAction.Answer.class)).hasSize(1);
    assertThat(rig.requests(Operation.UpdateMetadata.class)).isEmpty();
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), DONE);

    assertThat(rig.requests(Operation.UpdateMetadata.class)).hasSize(1);
  }

  @Test
  void refusesToUpdateACandidacyThatIsOver() {
    ClientRig rig = ClientRig.led();

    rig.tell(new ClientEvent.UpdateMetadata(7, 1, Bytes.utf8("b2")));

    assertThat(rig.acted(ClientAction.Fail.class)).hasSize(1);
  }

  private static ClientRig leadingFor(long millis) {
    ClientRig rig =
        ClientRig.waiting(
            new CandidacySettings(
                OptionalLong.empty(),
                true,
                0,
                OptionalLong.of(millis * MILLI),
                Optional.empty(),
                Optional.empty()));
    rig.grant(1);
    rig.tell(new ClientEvent.Claimed(1, ONE));
    return rig;
  }
}
