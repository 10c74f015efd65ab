package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Leadership;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a leadership is told while the coordinator does not answer, and what waits for that. */
abstract class JeopardyChecks extends ElectionChecks {
  @Test
  public final void s7_tellsJeopardyAndTakesItBack() throws Exception {
    Coordinator client = patientClient("cut off");
    Contender who = contender("cut off");
    Leadership held = lead(client, who);
    until("it is safe at first", () -> !held.inJeopardy());
    Step mend = cut(client);
    until("its jeopardy can be read", held::inJeopardy);
    until("it is told of it", () -> who.words().contains(Contender.Word.JEOPARDY));
    assertThat(held.stopSignal().cause()).as("the stop signal of one in jeopardy").isEmpty();
    held.requireValid();
    mend(mend);
    until("it is told that it is safe", () -> who.words().contains(Contender.Word.SAFE));
    until("it is safe", () -> !held.inJeopardy());
    held.requireValid();
    assertThat(who.words()).startsWith(Contender.Word.JEOPARDY, Contender.Word.SAFE);
  }

  @Test
  public final void s5_waitsForAWordOfJeopardyBeforeItReleases() throws Exception {
    Gate quiescing = gate();
    Contender first = contender("first").inJeopardy(quiescing::passStubbornly);
    Coordinator client = patientClient("cut off");
    Candidacy candidacy = campaign(client, first, config -> config.drainBound(under().patience()));
    Leadership held = awaitLead(first, 1);
    Contender next = contender("next");
    queueUp(client("two"), next);
    Step mend = cut(client);
    until("it is told of its jeopardy", quiescing::isReached);
    mend(mend);
    until("it is safe again", () -> !held.inJeopardy());
    CompletableFuture<Boolean> closing = begin(candidacy::close);
    until("the work has returned", () -> !first.returned().isEmpty());
    assertNobodyLeadsBeforeItReturns(held, next);
    quiescing.open();
    answer("the closing", closing);
    awaitLead(next, 1);
  }
}
