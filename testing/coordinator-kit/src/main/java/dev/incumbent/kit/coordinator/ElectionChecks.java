package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionEvent.Kind;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.Elections;
import dev.incumbent.election.Freshness;
import dev.incumbent.election.Leadership;
import dev.incumbent.election.Observation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How candidates queue, what others see of it, and what is refused. */
abstract class ElectionChecks extends CallbackChecks {
  @Test
  public final void queue_grantsTheHigherPriorityFirst() throws Exception {
    Contender first = contender("first");
    Candidacy candidacy = campaign(client("one"), first);
    awaitLead(first, 1);
    Coordinator other = client("two");
    Contender low = contender("low");
    queueUp(other, low);
    Contender high = contender("high");
    campaign(other, high, config -> config.priority(5));
    awaitQueued(other, high);
    answer("the closing", begin(candidacy::close));
    awaitLead(high, 1);
    assertThat(low.led()).isEmpty();
  }

  @Test
  public final void queue_grantsOnlyIfVacantAtOnceOrNever() throws Exception {
    Coordinator client = client("one");
    Contender first = contender("first");
    Candidacy candidacy = campaign(client, first);
    awaitLead(first, 1);
    Contender late = contender("late");
    assertThat(
            answer(
                "its candidacy",
                campaign(client("two"), late, config -> config.onlyIfVacant()).finished()))
        .isEmpty();
    answer("the closing", begin(candidacy::close));
    Contender inTime = contender("in time");
    campaign(client, inTime, config -> config.onlyIfVacant());
    awaitLead(inTime, 1);
    assertThat(late.led()).isEmpty();
  }

  @Test
  public final void queue_refusesASecondCandidacyInTheSamePlace() throws Exception {
    lead(client("one"), contender("first"));
    Coordinator client = client("two");
    Contender who = contender("twice");
    queueUp(client, who);
    assertThatThrownBy(() -> campaign(client, who))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("twice");
  }

  @Test
  public final void queue_forgetsACandidateThatLeaves() throws Exception {
    Contender first = contender("first");
    Candidacy leading = campaign(client("one"), first);
    awaitLead(first, 1);
    Coordinator other = client("two");
    Contender leaving = contender("leaving");
    Candidacy waiting = queueUp(other, leaving);
    answer("leaving the queue", begin(waiting::close));
    assertThat(answer("its candidacy", waiting.finished())).isEmpty();
    assertThat(view(other).orElseThrow().queue()).isEmpty();
    answer("the closing", begin(leading::close));
    giveTheChance(() -> !leaving.led().isEmpty());
    assertThat(leaving.led()).isEmpty();
  }

  @Test
  public final void reads_showTheHolderAndItsMetadata() throws Exception {
    Coordinator client = client("one");
    Contender who = contender("holder");
    Bytes metadata = Bytes.utf8("10.0.0.1:80");
    campaign(client, who, config -> config.metadata(metadata));
    Leadership held = awaitLead(who, 1);
    ElectionView.Holder holder = view(client("two")).orElseThrow().holder().orElseThrow();
    assertThat(holder.candidate()).isEqualTo(who.name());
    assertThat(holder.token()).isEqualTo(held.token());
    assertThat(holder.grant()).isEqualTo(held.grant());
    assertThat(holder.metadata()).isEqualTo(metadata);
  }

  @Test
  public final void observers_seeEachLeadershipInOrder() throws Exception {
    Journalist journalist = new Journalist();
    Coordinator client = client("one");
    Observation observation = client.elections().observe(List.of(election()), journalist);
    until("it saw what was there before", () -> !journalist.resyncs().isEmpty());
    Contender first = contender("first", Contender.NONE);
    answer("a candidacy", campaign(client("two"), first).finished());
    Leadership second = lead(client("three"), contender("second"));
    until("it saw the second promoted", () -> journalist.saw(Kind.PROMOTED, second.token()));
    FencingToken token = first.led().get(0).token();
    assertThat(journalist.kindsOf(token)).containsExactly(Kind.GRANTED, Kind.PROMOTED, Kind.ENDED);
    assertThat(journalist.positions()).doesNotHaveDuplicates().isSorted();
    assertThat(journalist.indexOf(Kind.ENDED, token))
        .isLessThan(journalist.indexOf(Kind.GRANTED, second.token()));
    observation.close();
    int before = journalist.calls();
    Contender later = contender("later");
    queueUp(client, later);
    giveTheChance(() -> journalist.calls() > before);
    assertThat(journalist.calls()).as("calls after the observation was closed").isEqualTo(before);
  }

  @Test
  public final void bounds_areRefusedWithTheirRange() throws Exception {
    Coordinator client = client("one");
    for (int limit : new int[] {0, 1_001}) {
      assertThatThrownBy(
              () ->
                  ask(
                      "a page of " + limit,
                      () -> client.elections().list("", "", limit, Freshness.LINEARIZABLE)))
          .isInstanceOf(RejectedException.class)
          .hasMessageContaining(Integer.toString(limit))
          .hasMessageContaining("1000");
    }
  }

  @Test
  public final void operators_areToldWhatIsNotThere() throws Exception {
    Elections elections = client("one").elections();
    ElectionName unknown = elsewhere("unknown");
    assertNotFound("a revocation", () -> elections.revoke(unknown, new FencingToken(1)));
    assertNotFound(
        "a request", () -> elections.requestHandover(unknown, new CandidateName("somebody")));
    assertThat(ask("a read", () -> elections.find(unknown, Freshness.LINEARIZABLE)).value())
        .isEmpty();
  }

  private <T> void assertNotFound(String what, Callable<? extends CompletionStage<T>> api) {
    assertThatThrownBy(() -> ask(what, api))
        .isInstanceOfSatisfying(
            IncumbentException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_FOUND));
  }
}
