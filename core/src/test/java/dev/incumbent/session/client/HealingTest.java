package dev.incumbent.session.client;

import static dev.incumbent.session.client.ClientRig.A;
import static dev.incumbent.session.client.ClientRig.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.Failure;
import dev.incumbent.lease.LeaseTimings;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * L-2, the client's part: after everything was cut and heals, it speaks to the leader within one
 * lease and one back-off, however the cut streams ended.
 */
class HealingTest {
  private static final int SEEDS = 200;
  private static final long STEP = 5;

  /** A cluster of A and B behind a network that is cut, and heals. */
  private static final class World {
    private final ClientRig rig;
    private final SplittableRandom random;
    private final TreeSet<Long> lost = new TreeSet<>();
    private final List<ClientAction.Connect> fresh = new ArrayList<>();
    private boolean cut;
    private String leader = A;
    private long term = 1;
    private int seen;

    World(long ttlMillis, long seed) {
      LeaseTimings timings = LeaseTimings.ofTtl(Duration.ofMillis(ttlMillis));
      rig = new ClientRig(timings, OptionalLong.empty(), seed);
      random = new SplittableRandom(seed);
    }

    void run(long millis) {
      for (long t = 0; t < millis; t += STEP) {
        step();
      }
    }

    private void step() {
      fresh.forEach(this::connected);
      fresh.clear();
      rig.advance(STEP);
      for (; seen < rig.done.size(); seen++) {
        ClientAction action = rig.done.get(seen);
        if (action instanceof ClientAction.Connect connect) {
          fresh.add(connect);
        } else if (action instanceof ClientAction.Send send && !isLost(send.connection())) {
          answer(send);
        }
      }
    }

    private boolean isLost(long connection) {
      return cut || lost.contains(connection);
    }

    /** What is cut is refused, or vanishes without a word. */
    private void connected(ClientAction.Connect connect) {
      if (!cut) {
        String address = connect.address();
        tell(connect.connection(), new ServerMessage.Welcome(1, "c1", address, List.of(A, B)));
        tell(connect.connection(), word(address));
      } else if (random.nextBoolean()) {
        rig.tell(new ClientEvent.Disconnected(connect.connection(), "refused"));
      } else {
        lost.add(connect.connection());
      }
    }

    private ServerMessage word(String address) {
      return new ServerMessage.Leader(term, address.equals(leader), Optional.of(leader));
    }

    private void tell(long connection, ServerMessage message) {
      rig.tell(new ClientEvent.Received(connection, message));
    }

    private void answer(ClientAction.Send send) {
      if (send.message() instanceof ClientMessage.Open open) {
        tell(
            send.connection(),
            new ServerMessage.Opened(open.session(), open.renewal(), open.ttlMillis(), 0));
      } else if (send.message() instanceof ClientMessage.Renew renew) {
        tell(
            send.connection(),
            new ServerMessage.Renewed(renew.session(), renew.renewal(), renew.processedChange()));
      }
    }

    /** Streams that are up are reset, or go silent for good. */
    void cut() {
      cut = true;
      for (String address : List.of(A, B)) {
        long connection = rig.connection(address);
        lost.add(connection);
        if (random.nextBoolean()) {
          rig.tell(new ClientEvent.Disconnected(connection, "reset"));
        }
      }
    }

    /** Another may lead now; a stream that was cut without a word stays so. */
    void heal() {
      cut = false;
      leader = random.nextBoolean() ? A : B;
      term++;
    }

    /** How long until the leader hears of the session. */
    long untilRenewed(long atMostMillis) {
      long begin = rig.nowMillis();
      int from = rig.done.size();
      while (!hasSpoken(from) && rig.nowMillis() - begin <= atMostMillis) {
        step();
      }
      return rig.nowMillis() - begin;
    }

    private boolean hasSpoken(int from) {
      return rig.done.subList(from, rig.done.size()).stream()
          .filter(ClientAction.Send.class::isInstance)
          .map(ClientAction.Send.class::cast)
          .filter(send -> !lost.contains(send.connection()))
          .filter(send -> send.connection() == rig.connection(leader))
          .map(ClientAction.Send::message)
          .anyMatch(m -> m instanceof ClientMessage.Renew || m instanceof ClientMessage.Open);
    }
  }

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

  @Test
  void l2_speaksToTheLeaderWithinALeaseAndABackOffOfAHeal() {
    assertSpeaks(500);
    assertSpeaks(1_000);
    assertSpeaks(5_000);
    assertSpeaks(60_000);
  }

  private static void assertSpeaks(long ttlMillis) {
    long longest = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      World world = new World(ttlMillis, seed);
      world.rig.campaign(1, Revocation.AFTER_LEASE);
      world.run(world.random.nextLong(100, 3_000));
      world.cut();
      world.run(world.random.nextLong(10, 3 * Math.min(ttlMillis, 5_000)));
      world.heal();

      long took = world.untilRenewed(2 * ttlMillis);

      assertThat(took)
          .as("seed %d, TTL %d", seed, ttlMillis)
          .isLessThanOrEqualTo(ttlMillis + ttlMillis / 4 + 50);
      longest = Math.max(longest, took);
    }
    assertThat(longest).as("the cut is felt").isGreaterThan(100);
  }

  /** B leads now and others say so, but the stream to it was cut without a word. */
  @Test
  void l2_replacesASilentStreamToANodeThatOthersNameAsLeader() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    long before = rig.connection(B);

    rig.receive(A, new ServerMessage.Leader(2, false, Optional.of(B)));
    rig.advance(1_240);
    assertThat(rig.connection(B)).isEqualTo(before);
    rig.advance(20);

    assertThat(rig.acted(ClientAction.Disconnect.class))
        .contains(new ClientAction.Disconnect(before));
    rig.advance(50);
    assertThat(rig.connection(B)).isGreaterThan(before);
    rig.welcome(B);
    rig.leads(B, 2);
    assertThat(rig.sentTo(B, ClientMessage.Renew.class)).isNotEmpty();
  }

  @Test
  void l2_leavesANodeAloneThatSpeaksAndIsNotReadyYet() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    long before = rig.connection(B);
    rig.receive(A, new ServerMessage.Leader(2, false, Optional.of(B)));

    for (int i = 0; i < 20; i++) {
      rig.advance(500);
      rig.receive(B, new ServerMessage.Leader(2, false, Optional.of(B)));
    }

    assertThat(rig.connection(B)).isEqualTo(before);
  }

  /** A campaign that overtakes the release is refused, because the candidate stands already. */
  @Test
  void l2_campaignsAgainOnceAnUnusedGrantWasGivenBackAndNotBefore() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.pause(5_000);
    rig.grant(1);
    assertThat(rig.lastRelease().reason()).isEqualTo(EndReason.PROMOTION_FAILED);

    for (int i = 0; i < 20; i++) {
      rig.advance(200);
      rig.acknowledge(A);
    }
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(1);
    rig.answer(A, rig.lastRequest(Operation.Release.class), new OperationResult.Done());
    rig.advance(1_250);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  /** A rig whose candidacy stands, was shown not to, campaigned again and was refused for that. */
  private static ClientRig refusedBecauseItStands() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.receive(A, state(rig, List.of()));
    rig.advance(200);
    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
    rig.answer(
        A,
        rig.lastRequest(Operation.Campaign.class),
        new OperationResult.Failed(Failure.rejected("candidate", "a", "once")));
    return rig;
  }

  private static ServerMessage.SessionState state(
      ClientRig rig, List<ServerMessage.Queued> queued) {
    return new ServerMessage.SessionState(rig.session(), 0, List.of(), queued);
  }

  /** A leader that is deposed and does not know may show a state from before the campaign. */
  @Test
  void l2_aCandidacyThatALeaderWhichIsBehindDidNotShowGoesOnStanding() {
    ClientRig rig = refusedBecauseItStands();
    int attaches = rig.sentTo(A, ClientMessage.Attach.class).size();

    rig.receive(
        A, state(rig, List.of(new ServerMessage.Queued(ClientRig.ELECTION, ClientRig.CANDIDATE))));
    rig.grant(1);

    assertThat(attaches).isEqualTo(2);
    assertThat(rig.acted(ClientAction.Finished.class)).isEmpty();
    assertThat(rig.acted(ClientAction.Promote.class)).hasSize(1);
  }

  @Test
  void aCandidacyThatIsRefusedAndDoesNotStandIsOver() {
    ClientRig rig = refusedBecauseItStands();

    rig.receive(A, state(rig, List.of()));

    assertThat(rig.acted(ClientAction.Finished.class)).hasSize(1);
  }

  @Test
  void l2_campaignsInItsNextSessionIfTheAnswerToThatNeverComes() {
    ClientRig rig = ClientRig.waiting(Revocation.AFTER_LEASE);
    rig.pause(5_000);
    rig.grant(1);

    rig.receive(A, new ServerMessage.SessionGone(rig.session()));
    rig.advance(1);
    rig.welcome(A);
    rig.leads(A, 1);
    rig.open(A);
    rig.advance(1_250);

    assertThat(rig.requests(Operation.Campaign.class)).hasSize(2);
  }

  @Test
  void l2_opensItsSessionElsewhereWhenTheLeaderSaysNothing() {
    ClientRig rig = ClientRig.led();
    rig.campaign(1, Revocation.AFTER_LEASE);
    long before = rig.connection(A);

    rig.advance(2_600);

    assertThat(rig.connection(A)).isGreaterThan(before);
  }
}
