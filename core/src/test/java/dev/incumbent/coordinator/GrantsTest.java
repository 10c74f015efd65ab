package dev.incumbent.coordinator;

import static dev.incumbent.coordinator.Ops.ANNA;
import static dev.incumbent.coordinator.Ops.BERT;
import static dev.incumbent.coordinator.Ops.BILLING;
import static dev.incumbent.coordinator.Ops.CARL;
import static dev.incumbent.coordinator.Ops.ORDERS;
import static dev.incumbent.coordinator.Ops.campaign;
import static dev.incumbent.coordinator.Ops.ifVacant;
import static dev.incumbent.coordinator.Ops.release;
import static dev.incumbent.coordinator.Rig.S1;
import static dev.incumbent.coordinator.Rig.S2;
import static dev.incumbent.coordinator.Rig.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is granted what, and when: S-1, L-5. */
final class GrantsTest {
  @Test
  void grantsAVacantElectionToTheFirstCandidate() {
    Rig rig = Rig.open(S1);

    OperationResult result = rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(result).isEqualTo(new OperationResult.Done());
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
    assertThat(rig.lastKinds()).containsExactly(Kind.JOINED, Kind.GRANTED);
    assertThat(rig.lastGrant(S1).token()).isEqualTo(rig.token(ORDERS));
    assertThat(rig.session(S1).held()).hasSize(1);
    assertThat(rig.queue(ORDERS)).isEmpty();
  }

  @Test
  void s1_drawsTokensOfAllElectionsFromOneCounter() {
    Rig rig = Rig.open(S1, S2);

    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(BILLING, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));

    assertThat(rig.token(BILLING).value()).isEqualTo(2);
    assertThat(rig.token(ORDERS).value()).isEqualTo(3);
    assertThat(rig.machine.state().lastToken()).isEqualTo(3);
  }

  @Test
  void s1_growsTokensWithinOneEntryToo() {
    Rig rig = Rig.open(S1, S2);

    Applied applied =
        rig.applyAll(
            rig.numbered(S1, campaign(ORDERS, ANNA)),
            rig.numbered(S2, campaign(ORDERS, BERT)),
            rig.numbered(S1, release(ORDERS, new FencingToken(1))));

    assertThat(rig.token(ORDERS).value()).isEqualTo(2);
    List<GrantId> grants =
        applied.electionEvents().stream()
            .filter(e -> e.kind() == Kind.GRANTED)
            .map(e -> e.grant().orElseThrow())
            .toList();
    assertThat(grants).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void s1_makesAnotherGrantIdOfTheSameTokenWhenAnotherHistoryGoesOn() {
    CoordinatorStateMachine one = new CoordinatorStateMachine(StateConfig.defaults());
    CoordinatorStateMachine other = new CoordinatorStateMachine(StateConfig.defaults());
    List<Command> commands =
        List.of(
            new Command.OpenSession(S1, 5_000, "a"),
            new Command.Sequenced(S1, 1, 0, campaign(ORDERS, ANNA)));

    one.apply(1, 1, new LogEntry(1, 2, 3, commands));
    other.apply(1, 1, new LogEntry(4, 5, 3, commands));

    assertThat(one.state().lastToken()).isEqualTo(other.state().lastToken());
    assertThat(one.state().election(ORDERS).orElseThrow().holder().orElseThrow().grant())
        .isNotEqualTo(other.state().election(ORDERS).orElseThrow().holder().orElseThrow().grant());
  }

  @Test
  void s1_grantsNothingOnceTheTokensAreUsedUp() {
    Rig rig = new Rig();
    CoordinatorState empty = rig.machine.state();
    rig.machine.restore(
        new CoordinatorState(
            empty.config(),
            0,
            0,
            new Tables.Totals(FencingToken.MAX_VALUE - 1, 0, 0, false),
            empty.tables()));
    rig.openSession(S1);

    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(BILLING, ANNA));

    assertThat(rig.token(ORDERS).value()).isEqualTo(FencingToken.MAX_VALUE);
    assertThat(rig.findHolder(BILLING)).isEmpty();
    assertThat(rig.queue(BILLING)).containsExactly(ANNA);
    assertThat(rig.failure(S1, ifVacant(BILLING, BERT)).code()).isEqualTo(FailureCode.UNAVAILABLE);
  }

  @Test
  void queuesByPriorityAndThenByAge() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S3, campaign(ORDERS, CARL, 5));
    rig.ask(S3, campaign(ORDERS, ANNA));

    assertThat(rig.queue(ORDERS)).containsExactly(CARL, BERT, ANNA);

    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));
    assertThat(rig.leader(ORDERS)).isEqualTo(CARL);
  }

  @Test
  void doesNotQueueAReleasedCandidateAgainByItself() {
    Rig rig = Rig.open(S1);
    rig.ask(S1, campaign(ORDERS, ANNA));

    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));

    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.session(S1).queued()).isEmpty();
    rig.ask(S1, campaign(ORDERS, ANNA));
    assertThat(rig.token(ORDERS).value()).isEqualTo(2);
  }

  @Test
  void refusesACandidateThatStandsAlready() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, ANNA));

    assertThat(rig.failure(S1, campaign(ORDERS, ANNA)).code()).isEqualTo(FailureCode.REJECTED);
    assertThat(rig.failure(S2, campaign(ORDERS, ANNA)).code()).isEqualTo(FailureCode.REJECTED);
    assertThat(rig.ask(S1, campaign(ORDERS, BERT))).isEqualTo(new OperationResult.Done());
    assertThat(rig.queue(ORDERS)).containsExactly(ANNA, BERT);
  }

  @Test
  void entersAVacantElectionOnlyIfItIsVacant() {
    Rig rig = Rig.open(S1, S2);

    assertThat(rig.ask(S1, ifVacant(ORDERS, ANNA))).isEqualTo(new OperationResult.Done());
    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);

    assertThat(rig.failure(S2, ifVacant(ORDERS, BERT)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(rig.queue(ORDERS)).isEmpty();
    assertThat(rig.last().electionEvents()).isEmpty();
  }

  @Test
  void doesNotEnterAVacantElectionFromASessionThatCouldNotBeGrantedIt() {
    Rig rig = Rig.open(S1);
    rig.nextTerm();

    assertThat(rig.failure(S1, ifVacant(ORDERS, ANNA)).code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(rig.machine.state().electionCount()).isZero();
  }

  @Test
  void l5_grantsNothingToASessionThatHasNotRenewedInTheTerm() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.nextTerm();

    rig.ask(S1, release(ORDERS, rig.token(ORDERS)));
    assertThat(rig.findHolder(ORDERS)).isEmpty();

    rig.present(S2);
    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.session(S2).presentTerm()).isEqualTo(rig.term());
  }

  @Test
  void l5_grantsAllVacantElectionsInWhichASessionWaitsOnceItIsPresent() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S1, campaign(BILLING, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.ask(S2, campaign(BILLING, BERT));
    rig.nextTerm();
    rig.expire(S1);

    rig.present(S2);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
    assertThat(rig.leader(BILLING)).isEqualTo(BERT);
  }

  @Test
  void l5_passesOverAnAbsentCandidateInFavourOfALowerPresentOne() {
    Rig rig = Rig.open(S1, S2, S3);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT, 9));
    rig.ask(S3, campaign(ORDERS, CARL));
    rig.nextTerm();
    rig.present(S3);

    rig.expire(S1);

    assertThat(rig.leader(ORDERS)).isEqualTo(CARL);
    assertThat(rig.queue(ORDERS)).containsExactly(BERT);
  }

  @Test
  void l5_countsAPresenceOnlyInTheTermThatItNames() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.nextTerm();
    rig.expire(S1);

    rig.apply(new Command.SessionPresent(S2, rig.term() - 1));

    assertThat(rig.findHolder(ORDERS)).isEmpty();
    assertThat(rig.session(S2).presentTerm()).isEqualTo(rig.term() - 1);
  }

  @Test
  void l5_countsAnOpenSentAgainAsPresence() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));
    rig.nextTerm();
    rig.expire(S1);

    rig.openSession(S2);

    assertThat(rig.leader(ORDERS)).isEqualTo(BERT);
  }

  @Test
  void leavesTheQueueWhenCancelled() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));
    rig.ask(S2, campaign(ORDERS, BERT));

    rig.ask(S2, new Operation.Cancel(ORDERS, BERT));

    assertThat(rig.queue(ORDERS)).isEmpty();
    assertThat(rig.lastKinds()).containsExactly(Kind.LEFT);
    assertThat(rig.session(S2).queued()).isEmpty();
  }

  @Test
  void doesNotTouchAHeldLeadershipWhenCancelled() {
    Rig rig = Rig.open(S1, S2);
    rig.ask(S1, campaign(ORDERS, ANNA));

    assertThat(rig.ask(S1, new Operation.Cancel(ORDERS, ANNA)))
        .isEqualTo(new OperationResult.Done());
    assertThat(rig.ask(S2, new Operation.Cancel(ORDERS, ANNA)))
        .isEqualTo(new OperationResult.Done());
    assertThat(rig.ask(S2, new Operation.Cancel(BILLING, ANNA)))
        .isEqualTo(new OperationResult.Done());

    assertThat(rig.leader(ORDERS)).isEqualTo(ANNA);
  }

  @Test
  void refusesAnEntryThatIsOutOfOrder() {
    Rig rig = Rig.open(S1);
    LogEntry entry = new LogEntry(1, 1, 1, List.of(new Command.Noop()));

    assertThatThrownBy(() -> rig.machine.apply(1, rig.index(), entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entry of term 1 and index 1 is out of order")
        .hasMessageContaining("index 2 or more");
    assertThatThrownBy(() -> rig.machine.apply(0, rig.index() + 1, entry))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
