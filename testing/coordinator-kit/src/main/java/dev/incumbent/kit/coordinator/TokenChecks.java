package dev.incumbent.kit.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.Candidacy;
import dev.incumbent.election.Coordinator;
import dev.incumbent.election.Leadership;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.coordinator.CoordinatorUnderTest.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** S-1 and S-6: which tokens leaderships have. */
abstract class TokenChecks extends CoordinatorScene {
  private static final int RACING_CLIENTS = 3;
  private static final int RACING_CANDIDATES = 3;

  @Test
  public final void s1_tokensGrowThroughEveryCleanEnd() throws Exception {
    List<Leadership> grants = new ArrayList<>();
    Coordinator one = client("one");
    Contender returning = contender("returning", Contender.NONE);
    Candidacy returned = campaign(one, returning);
    answer("the end of work that returns", returned.finished());
    grants.addAll(returning.led());

    Contender closing = contender("closing");
    Candidacy closed = campaign(one, closing);
    grants.add(awaitLead(closing, 1));
    answer("the closing of a candidacy", begin(closed::close));

    Coordinator two = client("two");
    grants.add(lead(two, contender("closing its client")));
    close(two);

    grants.add(lead(client("three"), contender("last")));
    assertGrow(grants);
  }

  @Test
  public final void s1_tokensGrowThroughACrash() throws Exception {
    Coordinator crashing = hastyClient("crashing");
    Leadership before = lead(crashing, contender("crashing"));
    cut(crashing);
    assertGrow(List.of(before, lead(client("next"), contender("next"))));
  }

  @Test
  public final void s1_tokensGrowThroughARestart() throws Exception {
    Step restart = required(under().restart(), "that cannot be restarted while the check runs");
    Coordinator client = hastyClient("one");
    Contender first = contender("first", Contender.NONE);
    answer("the end of work that returns", campaign(client, first).finished());
    restart.run();
    assertGrow(List.of(first.led().get(0), lead(hastyClient("two"), contender("second"))));
  }

  @Test
  public final void s1_noTokenIsSharedByRacingCandidates() throws Exception {
    List<Leadership> grants = new CopyOnWriteArrayList<>();
    List<Candidacy> all = new ArrayList<>();
    for (int c = 1; c <= RACING_CLIENTS; c++) {
      Coordinator client = client("client " + c);
      for (int i = 1; i <= RACING_CANDIDATES; i++) {
        all.add(campaign(client, contender("racing " + c + " " + i, grants::add)));
      }
    }
    for (Candidacy candidacy : all) {
      answer("a racing candidacy", candidacy.finished());
    }
    assertThat(grants).hasSize(RACING_CLIENTS * RACING_CANDIDATES);
    assertGrow(grants);
  }

  @Test
  public final void s6_tokenIsTheHoldersForGood() throws Exception {
    Coordinator client = client("one");
    Contender first = contender("first");
    Candidacy candidacy = campaign(client, first);
    Leadership old = awaitLead(first, 1);
    FencingToken token = old.token();
    GrantId grant = old.grant();
    answer("the closing of a candidacy", begin(candidacy::close));
    lead(client, contender("second"));
    assertThat(old.token()).as("the token of a leadership after another's grant").isEqualTo(token);
    assertThat(old.grant()).isEqualTo(grant);
    assertThat(awaitEnd(first, 1).leadership().token()).isEqualTo(token);
  }

  private static void assertGrow(List<Leadership> grants) {
    assertThat(grants)
        .extracting(Leadership::token)
        .as("tokens in the order of their grants")
        .doesNotHaveDuplicates()
        .isSorted();
    assertThat(grants).extracting(Leadership::grant).doesNotHaveDuplicates();
    assertThat(grants).extracting(Leadership::space).containsOnly(grants.get(0).space());
  }
}
