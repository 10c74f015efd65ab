package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Revocation;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a client makes of a term that is lower than one that it has heard of. */
class TermsTest {
  /** As when B's machine died with a stream open, and the cluster was restored from a backup. */
  @Test
  void l2_followsARestoredClusterThatCountsItsTermsAnew() {
    ClientRig rig = new ClientRig();
    rig.welcome(A);
    rig.welcome(B);
    rig.leads(A, 5);
    rig.receive(B, new ServerMessage.Leader(5, false, Optional.of(A)));
    rig.campaign(1, Revocation.AFTER_LEASE);
    rig.open(A);
    rig.disconnect(A);
    rig.advance(100);
    rig.welcome(A);
    assertThat(rig.sentTo(A, ClientMessage.Renew.class)).isEmpty();

    rig.leads(A, 1);

    assertThat(rig.sentTo(A, ClientMessage.Renew.class)).isNotEmpty();
  }

  @Test
  void l3_renewsOnWhenANodeStartsAgainThatKnowsNoTermYet() {
    ClientRig rig = new ClientRig();
    rig.welcome(A);
    rig.welcome(B);
    rig.leads(A, 5);
    rig.receive(B, new ServerMessage.Leader(5, false, Optional.of(A)));
    rig.campaign(1, Revocation.AFTER_LEASE);
    rig.open(A);
    rig.disconnect(B);
    rig.advance(100);
    rig.welcome(B);
    rig.receive(B, new ServerMessage.Leader(0, false, Optional.empty()));
    int before = rig.sentTo(A, ClientMessage.Renew.class).size();

    rig.advance(1_000);

    assertThat(rig.sentTo(A, ClientMessage.Renew.class)).hasSizeGreaterThan(before);
  }
}
