package dev.incumbent.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.EndReason;
import dev.incumbent.fencing.FencingAction;
import dev.incumbent.fencing.FencingStep;
import dev.incumbent.fencing.FencingTarget;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.fencing.Predecessor;
import dev.incumbent.session.SessionId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S-4: predecessors are fenced by action before the work starts, each action in time and order. */
class FencingTest extends ScriptedCoordinator {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void s4_fencesEachPredecessorByEachActionAfterTheClaimsAndBeforeTheWork() throws Exception {
    node.addPredecessor(predecessor(7));
    node.addPredecessor(predecessor(8));
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencedBy(fence("db", claim -> told.add("claim")))
            .fencePredecessors(
                FencingStep.must(noting("off"), LONG), FencingStep.bestEffort(noting("kill"), LONG))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("claim", "off 7", "kill 7", "off 8", "kill 8", "lead 1");
  }

  @Test
  void callsNoActionWhenThereIsNobodyToFence() throws Exception {
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config().fencePredecessors(FencingStep.must(noting("off"), LONG)).build(), task);

    Await.until(task.leads);
    assertThat(told).containsExactly("lead 1");
  }

  @Test
  void s4_anActionThatMustSucceedAndDoesNotFailsThePromotionAndSaysWhy() {
    node.addPredecessor(predecessor(7));

    coordinator.campaign(
        config()
            .fencePredecessors(
                FencingStep.must(action("off", target -> fail("no power switch")), LONG),
                FencingStep.must(noting("kill"), LONG))
            .build(),
        new UntilStopped());

    Await.until("it gave up twice", () -> node.requested(Operation.Release.class).size() >= 2);
    Operation.Release release = awaited(Operation.Release.class);
    assertThat(release.reason()).isEqualTo(EndReason.PROMOTION_FAILED);
    assertThat(release.detail()).contains("off").contains("no power switch").contains("token 7");
    assertThat(told).isEmpty();
  }

  @Test
  void goesOnWithoutAnActionThatNeedNotSucceed() throws Exception {
    node.addPredecessor(predecessor(7));
    UntilStopped task = new UntilStopped();

    coordinator.campaign(
        config()
            .fencePredecessors(
                FencingStep.bestEffort(action("off", target -> fail("no power switch")), LONG),
                FencingStep.must(noting("kill"), LONG))
            .build(),
        task);

    Await.until(task.leads);
    assertThat(told).containsExactly("kill 7", "lead 1");
  }

  @Test
  void interruptsAnActionThatOverrunsItsTimeAndFailsItsStep() throws Exception {
    node.addPredecessor(predecessor(7));
    CountDownLatch interrupted = new CountDownLatch(1);
    FencingAction slow =
        action(
            "slow",
            target -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });

    coordinator.campaign(
        config().fencePredecessors(FencingStep.must(slow, Duration.ofMillis(50))).build(),
        new UntilStopped());

    Await.until(interrupted);
    Await.until("it gave up", () -> !node.requested(Operation.Release.class).isEmpty());
    assertThat(awaited(Operation.Release.class).detail()).contains("did not end within 50 ms");
    assertThat(told).isEmpty();
  }

  private void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        told.add("interrupted");
      }
    }
  }

  @Test
  void c3_anActionThatNeverEndsHoldsUpItsOwnCandidacyOnlyAndIsNotBegunTwice() throws Exception {
    node.addPredecessor(predecessor(7));
    CountDownLatch let = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    FencingAction stuck =
        action(
            "stuck",
            target -> {
              begun.incrementAndGet();
              awaitUninterruptibly(let);
            });
    coordinator.campaign(
        config().fencePredecessors(FencingStep.must(stuck, Duration.ofMillis(50))).build(),
        new UntilStopped());
    Await.until("it gave up twice", () -> node.requested(Operation.Release.class).size() >= 2);
    awaitRenewals(3);

    assertThat(begun).hasValue(1);
    assertThat(node.requested(Operation.Release.class).get(1).detail())
        .contains("an earlier action of this candidate has not ended");
    let.countDown();
    Await.until("it leads", () -> told.stream().anyMatch(it -> it.startsWith("lead")));
  }

  private void revokeSuccessor(FencingTarget target) {
    coordinator.elections().revoke(ELECTION, target.successor()).toCompletableFuture().join();
    while (!target.remaining().get().isZero()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void s4_beginsNoActionOnceItWasToldToStop() {
    node.addPredecessor(predecessor(7));
    FencingAction revoked = action("first", this::revokeSuccessor);

    coordinator.campaign(
        config()
            .fencePredecessors(
                FencingStep.must(revoked, LONG), FencingStep.must(noting("second"), LONG))
            .finishAfterLoss()
            .build(),
        new UntilStopped());

    Await.until("it gave up", () -> !node.requested(Operation.Release.class).isEmpty());
    assertThat(told).isEmpty();
  }

  private interface Body {
    void run(FencingTarget target);
  }

  private static FencingAction action(String name, Body body) {
    return new FencingAction() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void fence(FencingTarget target) {
        body.run(target);
      }
    };
  }

  private FencingAction noting(String name) {
    return action(name, target -> told.add(name + " " + target.predecessor().token()));
  }

  private static void fail(String why) {
    throw new IllegalStateException(why);
  }

  private static Predecessor predecessor(long token) {
    return new Predecessor(
        new FencingToken(token),
        new GrantId(token, token),
        new SessionId(token, token),
        new CandidateName("old"),
        "web-1/" + token + "/1000/c0ffee");
  }
}
