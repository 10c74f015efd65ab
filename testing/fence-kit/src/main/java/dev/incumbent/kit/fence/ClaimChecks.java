package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.FailureCode;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.fence.FenceUnderTest.Obstacle;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which claims are made, what they change, and how long they take. */
abstract class ClaimChecks extends WriteChecks {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Set<FailureCode> OUT_OF_TIME =
      EnumSet.of(FailureCode.LEADERSHIP_LOST, FailureCode.UNAVAILABLE, FailureCode.OUTCOME_UNKNOWN);

  @Test
  public final void s1_repeatsTheClaimOfTheSameGrant() throws Exception {
    Claim current = claimed();
    write(current, "before");
    claim(current);
    write(current, "after");
    assertEffects("before", "after");
  }

  @Test
  public final void s1_refusesTheClaimOfAnEqualTokenByAnotherGrant() throws Exception {
    Claim current = claimed();
    stale("a claim with the token of another grant", () -> claim(copyOf(current)));
    write(current, "still mine");
    assertEffects("still mine");
  }

  @Test
  public final void s3_refusesTheClaimOfAnOlderToken() throws Exception {
    Claim old = claimed();
    Claim current = claimed();
    stale("a claim with an older token", () -> claim(old));
    write(current, "still mine");
    assertEffects("still mine");
  }

  @Test
  public final void s3_tellsBothTokensOfAStaleClaim() throws Exception {
    Claim old = claimed();
    Claim current = claimed();
    assertBothTokens(stale("a stale claim", () -> claim(old)), old, current);
  }

  @Test
  public final void s1_refusesTheTokensOfAnotherCluster() throws Exception {
    assertNeverRaises(claimed(), "another-cluster", "");
  }

  @Test
  public final void s1_refusesTheTokensOfAnotherElection() throws Exception {
    assertNeverRaises(claimed(), "", "-other");
  }

  private void assertNeverRaises(Claim current, String cluster, String election) throws Exception {
    TokenSpace space =
        new TokenSpace(
            cluster.isEmpty() ? current.space().cluster() : cluster,
            new ElectionName(current.space().election() + election));
    Claim above = aboveOf(current);
    Claim stranger = new Claim(space, above.token(), above.grant(), PLENTY);
    IncumbentException refusal = refused("a claim of " + space, () -> claim(stranger));
    assertThat(refusal).isInstanceOf(RejectedException.class);
    write(current, "still mine");
    assertEffects("still mine");
  }

  /** Nobody writes, nobody ends anything: the claim alone is what others find. */
  @Test
  public final void s4_claimStandsByItself() throws Exception {
    Claim old = claimed();
    Claim current = claimed();
    assertBothTokens(stale("a claim after the last", () -> claim(old)), old, current);
    stale("a write after the last claim", () -> write(old, "late"));
    assertEffects();
  }

  @Test
  public final void s4_expiredLeadershipClaimsNothing() throws Exception {
    Claim current = claimed();
    Claim expired = forged(current, 1, () -> Duration.ZERO);
    IncumbentException refusal = refused("an expired leadership's claim", () -> claim(expired));
    assertThat(refusal).isInstanceOf(LeadershipLostException.class);
    write(current, "still mine");
    assertEffects("still mine");
  }

  @Test
  public final void s4_claimGivesUpWhenItsTimeIsOver() throws Exception {
    Obstacle obstacle = required(scope().obstacle(), "whose claims cannot be kept waiting");
    Claim current = claimed();
    long end = System.nanoTime() + SHORT.toNanos();
    Claim hasty = forged(current, 1, () -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    Step mend = obstacle.raise();
    try {
      finish("a claim of " + SHORT.toMillis() + " ms", begin(() -> claim(hasty)));
      throw new AssertionError("a claim that could not get anywhere was made");
    } catch (IncumbentException e) {
      assertThat(e.code()).as("what gave the claim up").isIn(OUT_OF_TIME);
    } finally {
      mend.run();
    }
  }
}
