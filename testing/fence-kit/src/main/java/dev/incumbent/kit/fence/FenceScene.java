package dev.incumbent.kit.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.error.IncumbentException;
import dev.incumbent.error.StaleTokenException;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.fence.FenceUnderTest.HalfWrite;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.opentest4j.TestAbortedException;

/** What the checks share: one fence a check, and the words in which they speak of it. */
abstract class FenceScene {
  /** The time left of a lease whose end plays no part. */
  static final Supplier<Duration> PLENTY = () -> Duration.ofSeconds(60);

  private FenceUnderTest fence;

  /** Makes a fence in a scope of its own, which nobody has claimed; called once a check. */
  protected abstract FenceUnderTest fence() throws Exception;

  @BeforeEach
  public final void openFence() throws Exception {
    fence = fence();
  }

  @AfterEach
  public final void closeFence() throws Exception {
    if (fence != null) { // It is not there where the check was skipped.
      fence.close();
    }
  }

  final FenceUnderTest scope() {
    return fence;
  }

  /** A grant that is never claimed by this. */
  final Claim granted() throws Exception {
    return fence.grant(PLENTY);
  }

  /** A new grant, claimed through a handle of its own. */
  final Claim claimed() throws Exception {
    Claim claim = granted();
    claim(claim);
    return claim;
  }

  final void claim(Claim claim) throws Exception {
    fence.open().claim(claim);
  }

  /** The same token by a grant that nobody was given. */
  static Claim copyOf(Claim claim) {
    return forged(claim, 0, claim.remaining());
  }

  /** A grant that nobody was given, with a token above the other's. */
  static Claim aboveOf(Claim claim) {
    return forged(claim, 1, claim.remaining());
  }

  static Claim forged(Claim claim, long above, Supplier<Duration> remaining) {
    FencingToken token = new FencingToken(claim.token().value() + above);
    return new Claim(claim.space(), token, new GrantId(9, 9), remaining);
  }

  final void write(Claim writer, String effect) throws Exception {
    fence.write(writer, effect);
  }

  final void assertEffects(String... effects) throws Exception {
    assertThat(fence.effects()).as("what took effect").containsExactlyInAnyOrder(effects);
  }

  /** What it was refused with; that it was refused, and surely took no effect, is checked. */
  static IncumbentException refused(String what, Step step) throws Exception {
    try {
      step.run();
    } catch (IncumbentException e) {
      assertThat(e.code().surelyNotApplied())
          .as("%s was refused with %s, which says that it took no effect", what, e.code())
          .isTrue();
      return e;
    }
    throw new AssertionError(what + " was not refused");
  }

  /** Refused as stale, and not for another reason. */
  static StaleTokenException stale(String what, Step step) throws Exception {
    IncumbentException refusal = refused(what, step);
    assertThat(refusal).as("what refused " + what).isInstanceOf(StaleTokenException.class);
    return (StaleTokenException) refusal;
  }

  static void assertBothTokens(StaleTokenException refusal, Claim offered, Claim highWater) {
    assertThat(refusal.failure().value()).as("token offered").isEqualTo(text(offered));
    assertThat(refusal.failure().allowed()).as("high-water token").isEqualTo(text(highWater));
  }

  /** Skips the check, by name, for a fence that has nothing of the kind. */
  static <T> T required(Optional<T> ability, String without) {
    return ability.orElseThrow(() -> new TestAbortedException("not for a fence " + without));
  }

  final Step halfWrite(Claim writer, String effect) throws Exception {
    HalfWrite halves =
        required(scope().halfWrite(), "whose check and effect are one step of the storage's");
    return halves.begin(writer, effect);
  }

  /** Runs on a thread of its own, which is not waited for at the end. */
  static CompletableFuture<Void> begin(Step step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
                done.complete(null);
              } catch (Throwable t) {
                done.completeExceptionally(t);
              }
            },
            "fence-kit");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  /** Waits for it within the patience; rethrows what it threw. */
  final void finish(String what, Future<?> begun) throws Exception {
    try {
      begun.get(fence.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + " did not end within " + fence.patience(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new AssertionError(what + " failed", e.getCause());
    }
  }

  private static String text(Claim claim) {
    return claim.token().toString();
  }
}
