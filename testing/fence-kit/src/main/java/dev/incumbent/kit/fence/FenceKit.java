package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.LeadershipLostException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The checks that every fence must pass: extend it, return the fence from {@link #fence()}, and run
 * it with JUnit 5.
 *
 * <pre>
 * class MyFenceTest extends FenceKit {
 *   &#64;Override
 *   protected FenceUnderTest fence() {
 *     MyScope scope = MyScope.createNew(SPACE);
 *     return FenceUnderTest.of(SPACE, scope::newFence, scope::write, scope::committed);
 *   }
 * }
 * </pre>
 *
 * <p>Shows: S-3 and S-4 as far as a storage can break them, and S-1 at the storage (an equal token
 * of another grant, another token space). A check's name begins with the rule that it is about. The
 * checks are final: what a fence cannot do is left out of its {@link FenceUnderTest}, and a check
 * that needs it is reported as skipped.
 *
 * <p>NOT shown: durability (S-8), what a storage's own failover does, and the interleavings within
 * a storage that the half-way write of {@link FenceUnderTest#halfWrites} does not stop at; these
 * are each adapter's own tests.
 *
 * <p>Threads and time: nothing sleeps. What must happen is waited for within {@link
 * FenceUnderTest#patience}; a claim is given {@value #CHANCE_MILLIS} ms to do what it must not.
 */
public abstract class FenceKit extends ClaimChecks {
  private static final long CHANCE_MILLIS = 200;
  private static final int RACES = 5;
  private static final int RACING_CLAIMS = 4;
  private static final int RACING_WRITERS = 3;

  @Test
  public final void s3_claimDealsWithTheWriteThatPassedItsCheck() throws Exception {
    Claim old = claimed();
    Step half = halfWrite(old, "half-way");
    Claim current = granted();
    Future<?> claiming = begin(() -> claim(current));
    PassedWrites fate = scope().passedWrites().orElseThrow();
    if (fate == PassedWrites.ENDED) {
      finish("a claim that ends the write in its way", claiming);
    } else {
      giveItTheChance(claiming);
    }
    boolean overtook = claiming.isDone();
    Set<String> atTheClaim = scope().effects();
    boolean tookEffect = takesEffect(half);
    finish("the claim", claiming);
    Set<String> expected = tookEffect ? Set.of("half-way") : Set.of();
    assertThat(scope().effects())
        .as("what took effect of a write that passed its check before the claim")
        .isEqualTo(overtook ? atTheClaim : expected);
    write(current, "of the new leader");
  }

  @Test
  public final void s3_lateClaimDisturbsNobody() throws Exception {
    Claim late = granted();
    Claim current = claimed();
    assertUndisturbed(current, () -> stale("a late claim", () -> claim(late)));
  }

  @Test
  public final void s3_equalClaimOfAnotherGrantDisturbsNobody() throws Exception {
    Claim current = claimed();
    assertUndisturbed(current, () -> stale("a copied claim", () -> claim(copyOf(current))));
  }

  @Test
  public final void s3_repeatedClaimDisturbsNobody() throws Exception {
    Claim current = claimed();
    assertUndisturbed(current, () -> claim(current));
  }

  /** Its time ends after it began and before it could hurt anybody. */
  @Test
  public final void s3_claimThatExpiresMeanwhileDisturbsNobody() throws Exception {
    Claim current = claimed();
    AtomicInteger looks = new AtomicInteger();
    Supplier<Duration> remaining =
        () -> looks.incrementAndGet() == 1 ? PLENTY.get() : Duration.ZERO;
    assertUndisturbed(
        current,
        () ->
            assertThat(refused("a claim", () -> claim(forged(current, 1, remaining))))
                .isInstanceOf(LeadershipLostException.class));
  }

  @Test
  public final void s3_largestOfRacingClaimsStands() throws Exception {
    for (int race = 1; race <= RACES; race++) {
      List<Claim> grants = new ArrayList<>();
      for (int i = 0; i < RACING_CLAIMS; i++) {
        grants.add(granted());
      }
      Claim largest = grants.get(RACING_CLAIMS - 1);
      CyclicBarrier start = new CyclicBarrier(RACING_CLAIMS);
      List<CompletableFuture<Void>> claims =
          grants.stream().map(grant -> begin(() -> claimOrStale(grant, start))).toList();
      for (Future<?> claim : claims) {
        finish("a racing claim", claim);
      }
      write(largest, "winner " + race);
      String effect = "loser " + race;
      for (Claim smaller : grants.subList(0, RACING_CLAIMS - 1)) {
        assertBothTokens(stale("a loser", () -> write(smaller, effect)), smaller, largest);
      }
    }
  }

  @Test
  public final void s3_nothingOfTheOldLandsAfterTheClaim() throws Exception {
    for (int race = 1; race <= RACES; race++) {
      RacingWriters writers = new RacingWriters(this, claimed(), "race " + race);
      for (int i = 1; i <= RACING_WRITERS; i++) {
        writers.start(i);
      }
      writers.awaitSome();
      claimed();
      Set<String> atTheClaim = scope().effects();
      writers.awaitAll();
      writers.assertNothingLandedLate(atTheClaim, scope().effects());
    }
  }

  private void assertUndisturbed(Claim current, Step claim) throws Exception {
    if (scope().halfWrite().isEmpty()) {
      claim.run();
    } else {
      Step half = halfWrite(current, "half-way");
      Future<?> claiming = begin(claim);
      giveItTheChance(claiming);
      half.run();
      finish("the claim", claiming);
    }
    write(current, "afterwards");
    assertThat(scope().effects())
        .as("what the undisturbed leader wrote")
        .containsAll(scope().halfWrite().map(h -> Set.of("half-way")).orElse(Set.of()))
        .contains("afterwards");
  }

  private void claimOrStale(Claim claim, CyclicBarrier start) throws Exception {
    start.await();
    try {
      claim(claim);
    } catch (StaleTokenException e) {
      // A larger one was faster.
    }
  }

  private static boolean takesEffect(Step half) {
    try {
      half.run();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /** Lets it do what it must not, if it would; what it throws is looked at later. */
  private static void giveItTheChance(Future<?> begun) throws Exception {
    try {
      begun.get(CHANCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // It waits, or was refused.
    }
  }
}
