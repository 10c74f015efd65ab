package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.CANDIDATE;
import static dev.incumbent.session.client.ClientRig.ELECTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.election.StopSignal.Cause;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where each election has a counter of its own, two leaderships of one client share a token. */
class SharedTokensTest {
  private static final FencingToken ONE = new FencingToken(1);
  private static final ElectionName OTHER = new ElectionName("other");

  /** Candidacy 1 leads one election, and candidacy 2 the other, each with token 1. */
  private static ClientRig leadingBoth() {
    ClientRig rig = ClientRig.leading();
    Operation.Campaign campaign =
        new Operation.Campaign(
            OTHER, CANDIDATE, 0, Revocation.AFTER_LEASE, List.of(), "i", Bytes.EMPTY, false, 0);
    rig.tell(new ClientEvent.Campaign(2, campaign, OptionalLong.empty(), true));
    rig.answer(A, rig.lastRequest(Operation.Campaign.class), new OperationResult.Done());
    rig.event(
        new SessionEvent.Granted(OTHER, CANDIDATE, ONE, new GrantId(2, 9), List.of(), List.of()));
    rig.tell(new ClientEvent.Claimed(2, ONE));
    return rig;
  }

  @Test
  void leaseRule5_aWithdrawalStopsTheLeadershipOfItsElectionAlone() {
    ClientRig rig = leadingBoth();

    List<ClientAction> actions =
        rig.event(new SessionEvent.Withdrawn(ELECTION, ONE, EndReason.REVOKED));

    assertThat(ClientRig.acted(actions, ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.WITHDRAWN));
  }

  @Test
  void leaseRule5_theEndOfOneLeavesTheOtherItsEvents() {
    ClientRig rig = leadingBoth();
    rig.event(new SessionEvent.Ended(OTHER, ONE, EndReason.REVOKED));
    rig.tell(new ClientEvent.WorkReturned(2, ONE));

    List<ClientAction> actions =
        rig.event(new SessionEvent.Withdrawn(ELECTION, ONE, EndReason.REVOKED));

    assertThat(ClientRig.acted(actions, ClientAction.Stop.class))
        .containsExactly(new ClientAction.Stop(1, ONE, Cause.WITHDRAWN));
  }
}
