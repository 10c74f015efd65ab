package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Coordinator;
import dev.incumbent.election.CoordinatorHealth;
import dev.incumbent.election.CoordinatorHealth.State;
import dev.incumbent.election.Elections.Listed;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Read;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Loss;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** S-10: what goes on without a quorum, and what is told of it. */
abstract class DegradedChecks extends InheritanceChecks {
  @Test
  public final void s10_nothingChangesWithoutAQuorum() throws Exception {
    Loss loss = requiredLoss();
    Coordinator client = client("one");
    Contender first = contender("first");
    campaign(client, elsewhere("held"), first, config -> {});
    Leadership held = awaitLead(first, 1);
    Coordinator other = client("two");
    Step regain = loss.lose();
    Contender late = contender("late");
    try {
      campaign(other, late);
      giveTheChance(() -> !late.led().isEmpty());
      assertThat(late.led()).as("who was granted an election without a quorum").isEmpty();
      assertThatThrownBy(
              () ->
                  askOnce(
                      "a revocation",
                      () -> client.elections().revoke(held.election(), held.token())))
          .as("the answer to a change without a quorum")
          .isInstanceOf(IncumbentException.class);
    } finally {
      regain.run();
    }
  }

  @Test
  public final void s10_withoutAQuorumNoLeadershipOutlivesItsLease() throws Exception {
    Loss loss = requiredLoss();
    Leadership held = lead(hastyClient("one"), contender("first"));
    Step regain = loss.lose();
    try {
      until("no time is left", () -> held.remaining().isZero());
    } finally {
      regain.run();
    }
  }

  @Test
  public final void s10_healthTellsWhetherAnythingCanChange() throws Exception {
    Loss loss = requiredLoss();
    Coordinator client = client("one");
    until("it is available", () -> client.health().state() == State.AVAILABLE);
    List<State> told = new CopyOnWriteArrayList<>();
    client.observeHealth(health -> told.add(health.state()));
    until("that is told at once", () -> !told.isEmpty());
    Step regain = loss.lose();
    try {
      until("it is not", () -> client.health().state() != State.AVAILABLE);
      CoordinatorHealth health = client.health();
      assertThat(health.state()).isIn(State.DEGRADED, State.UNREACHABLE);
      assertThat(health.why()).isNotEmpty();
      until("that is told", () -> told.get(told.size() - 1) != State.AVAILABLE);
    } finally {
      regain.run();
    }
    until("it is available again", () -> client.health().state() == State.AVAILABLE);
    until("that is told, too", () -> told.get(told.size() - 1) == State.AVAILABLE);
  }

  @Test
  public final void s10_readsWithoutAQuorumSayThatTheyAreStale() throws Exception {
    Loss loss = requiredLoss();
    Coordinator client = client("one");
    lead(client("two"), contender("holder"));
    Step regain = loss.lose();
    try {
      assertThatThrownBy(() -> read(client, Freshness.LINEARIZABLE))
          .isInstanceOf(IncumbentException.class);
      assertThat(read(client, Freshness.STALE).linearizable()).isFalse();
    } catch (IncumbentException e) {
      assertThat(e.code().surelyNotApplied()).as("no node is reached").isTrue();
    } finally {
      regain.run();
    }
  }

  @Test
  public final void health_isToldClosedLast() throws Exception {
    Coordinator client = client("one");
    List<State> told = new CopyOnWriteArrayList<>();
    client.observeHealth(health -> told.add(health.state()));
    until("it is told at once", () -> !told.isEmpty());
    close(client);
    assertThat(client.health().state()).isEqualTo(State.CLOSED);
    until("that is told", () -> told.get(told.size() - 1) == State.CLOSED);
  }

  private Loss requiredLoss() {
    return required(under().quorumLoss(), "whose backend cannot be kept from changing");
  }

  private Read<Optional<Listed>> read(Coordinator client, Freshness freshness) {
    return askOnce("a read", () -> client.elections().find(election(), freshness));
  }
}
