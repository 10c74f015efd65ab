package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.ElectionView;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.LeaderTask;
import dev.incumbent.election.Leadership;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.FencingToken;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** C-1: every leadership that began is told its end once, and the history has it once. */
abstract class EndChecks extends DrainChecks {
  @Test
  public final void c1_oneEndWhenTheWorkReturns() throws Exception {
    Contender who = contender("a", Contender.NONE);
    assertThat(answer("its candidacy", campaign(client("one"), who).finished()))
        .contains(EndReason.RESIGNED);
    assertOneEnd(who);
  }

  @Test
  public final void c1_oneEndWhenTheWorkThrows() throws Exception {
    Contender who =
        contender(
            "a",
            l -> {
              throw new IllegalArgumentException("the work's own");
            });
    Candidacy candidacy = campaign(client("one"), who);
    assertThatThrownBy(() -> answer("its candidacy", candidacy.finished()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the work's own");
    assertOneEnd(who);
  }

  @Test
  public final void c1_oneEndWhenTheCandidacyIsClosed() throws Exception {
    Contender who = contender("a");
    Candidacy candidacy = campaign(client("one"), who);
    awaitLead(who, 1);
    answer("the closing", begin(candidacy::close));
    answer("the closing again", begin(candidacy::close));
    assertThat(answer("its candidacy", candidacy.finished())).isPresent();
    assertOneEnd(who);
  }

  @Test
  public final void c1_oneEndWhenTheClientIsClosed() throws Exception {
    Contender who = contender("a");
    Coordinator client = client("one");
    Candidacy candidacy = campaign(client, who);
    awaitLead(who, 1);
    close(client);
    assertThat(answer("its candidacy", candidacy.finished())).isPresent();
    assertOneEnd(who);
  }

  @Test
  public final void c1_oneEndWhenTheLeadershipIsLost() throws Exception {
    Coordinator client = hastyClient("cut off");
    Contender who = contender("a");
    campaign(client, who, config -> config.finishAfterLoss());
    awaitLead(who, 1);
    cut(client);
    assertOneEnd(who);
    assertThat(who.ends().get(0).reason().clean()).isFalse();
  }

  @Test
  public final void c1_throwingEndIsToldOnce() throws Exception {
    List<EndReason> ends = new CopyOnWriteArrayList<>();
    LeaderTask task =
        new LeaderTask() {
          @Override
          public void lead(Leadership leadership) {}

          @Override
          public void ended(Leadership leadership, EndReason reason) {
            ends.add(reason);
            throw new IllegalArgumentException("the callback's own");
          }
        };
    Coordinator client = client("one");
    Contender next = contender("next");
    Candidacy candidacy = campaign(client, configOf("next"), task);
    assertThat(answer("its candidacy", candidacy.finished())).contains(EndReason.RESIGNED);
    until("it was told", () -> !ends.isEmpty());
    lead(client, next);
    giveTheChance(() -> ends.size() > 1);
    assertThat(ends).containsExactly(EndReason.RESIGNED);
  }

  /** Refused, and nothing ends; or taken, and passed over. */
  @Test
  public final void c1_unknownSuccessorEndsTheLeadershipOnceOrNotAtAll() throws Exception {
    Contender who = contender("a");
    Candidacy candidacy = campaign(client("one"), who);
    Leadership held = awaitLead(who, 1);
    CandidateName nobody = new CandidateName("nobody of that name");
    try {
      ask("a hand-over", () -> candidacy.handOver(nobody));
      assertThat(awaitEnd(who, 1).leadership().token()).isEqualTo(held.token());
      awaitLead(who, 2);
    } catch (IncumbentException e) {
      assertThat(e.code().surelyNotApplied()).isTrue();
      giveTheChance(() -> held.stopSignal().cause().isPresent());
      assertThat(held.stopSignal().cause()).as("the signal after a refused hand-over").isEmpty();
      held.requireValid();
    }
  }

  @Test
  public final void c1_historyHasOneEndForEachGrant() throws Exception {
    Coordinator client = client("one");
    Contender first = contender("first", Contender.NONE);
    answer("a candidacy", campaign(client, first).finished());
    Contender second = contender("second");
    Candidacy candidacy = campaign(client, second);
    awaitLead(second, 1);
    answer("the closing", begin(candidacy::close));
    lead(client, contender("third"));
    List<FencingToken> ended =
        view(client).orElseThrow().history().stream().map(ElectionView.Past::token).toList();
    assertThat(ended)
        .as("tokens of the history, newest first")
        .containsExactly(second.led().get(0).token(), first.led().get(0).token());
  }

  private void assertOneEnd(Contender who) {
    Contender.End end = awaitEnd(who, 1);
    FencingToken token = who.led().get(0).token();
    giveTheChance(() -> who.ends().size() > 1);
    assertThat(end.leadership().token()).isEqualTo(token);
    assertJournal("a leads with " + token, "a returns with " + token, "a ended with " + token);
  }
}
