package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.election.ElectionName;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.RejectedException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import dev.incumbent.kit.fence.FenceUnderTest.Write;
import org.junit.jupiter.api.Test;

/** Which writes take effect, and what the others are told. */
abstract class WriteChecks extends FenceScene {
  @Test
  public final void s3_takesWhatTheCurrentGrantWrites() throws Exception {
    Claim first = claimed();
    write(first, "one");
    write(first, "two");
    write(claimed(), "three");
    assertEffects("one", "two", "three");
  }

  @Test
  public final void s3_refusesAnOlderToken() throws Exception {
    Claim old = claimed();
    write(old, "in time");
    claimed();
    stale("a write with an older token", () -> write(old, "late"));
    assertEffects("in time");
  }

  @Test
  public final void s3_refusesAnEqualTokenOfAnotherGrant() throws Exception {
    Claim current = claimed();
    stale("a write with the token of another grant", () -> write(copyOf(current), "copied"));
    assertEffects();
  }

  /** The storage went back, or the claim was left out: either way this leader must stop. */
  @Test
  public final void s3_stopsAWriterAboveTheFence() throws Exception {
    Claim current = claimed();
    IncumbentException refusal =
        refused("a write with a token above the fence's", () -> write(aboveOf(current), "above"));
    assertThat(refusal).isInstanceOf(LeadershipLostException.class);
    assertEffects();
  }

  @Test
  public final void s3_refusesAWriteBeforeTheFirstClaim() throws Exception {
    Claim nobody = new Claim(scope().space(), new FencingToken(1), new GrantId(9, 9), PLENTY);
    refused("a write before the first claim", () -> write(nobody, "unclaimed"));
    assertEffects();
  }

  @Test
  public final void s3_refusesAWriteOfAnotherElection() throws Exception {
    Claim current = claimed();
    ElectionName other = new ElectionName(current.space().election() + "-other");
    Claim stranger =
        new Claim(
            new TokenSpace(current.space().cluster(), other),
            current.token(),
            current.grant(),
            PLENTY);
    refused("a write of another election's leader", () -> write(stranger, "strange"));
    assertEffects();
  }

  @Test
  public final void s3_refusesAWriteWithoutAToken() throws Exception {
    Write tokenless =
        required(scope().tokenless(), "through which nothing can be written without a token");
    Claim current = claimed();
    refused("a write without a token", () -> tokenless.write(current, "bare"));
    assertEffects();
  }

  @Test
  public final void s3_refusesEveryWriteWhenItsRecordIsLost() throws Exception {
    Step loss = required(scope().loss(), "whose record cannot be lost without its scope");
    Claim current = claimed();
    loss.run();
    refused("a write without a fence", () -> write(current, "unfenced"));
    assertEffects();
  }

  /** A claim that made a lost record again would hide that it was lost. */
  @Test
  public final void s3_refusesEveryClaimWhenItsRecordIsLost() throws Exception {
    Step loss = required(scope().loss(), "whose record cannot be lost without its scope");
    claimed();
    loss.run();
    IncumbentException refusal = refused("a claim without a fence", () -> claim(granted()));
    assertThat(refusal).isInstanceOf(RejectedException.class);
  }

  @Test
  public final void s3_tellsBothTokensOfAStaleWrite() throws Exception {
    Claim old = claimed();
    Claim current = claimed();
    assertBothTokens(stale("a stale write", () -> write(old, "late")), old, current);
  }
}
