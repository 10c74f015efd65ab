package dev.incumbent.kit.fence;

import static dev.incumbent.kit.fence.Liar.that;

import dev.incumbent.fencing.Claim;
import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Fences that are wrong about who is in whose way. */
final class RaceLiars {
  private RaceLiars() {}

  static List<Liar> all() {
    return Stream.of(ofPassedWrites(), ofDisturbances(), ofOrder()).flatMap(List::stream).toList();
  }

  /** About writes that have passed their check. */
  private static List<Liar> ofPassedWrites() {
    return List.of(
        that(
            "overlooks the write that passed its check",
            OverlooksPassedWrites::new,
            "s3_claimDealsWithTheWriteThatPassedItsCheck"),
        that(
            "says that it waits, and does not",
            WaitsForNobody::new,
            "s3_claimDealsWithTheWriteThatPassedItsCheck"),
        that(
            "says that it ends writes, and waits for them",
            WaitsInstead::new,
            "s3_claimDealsWithTheWriteThatPassedItsCheck"));
  }

  /** About claims that come to nothing. */
  private static List<Liar> ofDisturbances() {
    return List.of(
        that("ends writes for a late claim", EndsForTheLate::new, "s3_lateClaimDisturbsNobody"),
        that(
            "ends writes for a copied claim",
            EndsForCopies::new,
            "s3_equalClaimOfAnotherGrantDisturbsNobody"),
        that(
            "ends writes for a repeated claim",
            EndsForRepeats::new,
            "s3_repeatedClaimDisturbsNobody"),
        that(
            "ends writes for a claim that expires meanwhile",
            EndsForTheExpired::new,
            "s3_claimThatExpiresMeanwhileDisturbsNobody"));
  }

  /** About what comes last. */
  private static List<Liar> ofOrder() {
    return List.of(
        that(
            "lets the last of racing claims stand",
            LastClaimStands::new,
            "s3_largestOfRacingClaimsStands"),
        that(
            "lets a write land after the claim that it did not see",
            LandsLate::new,
            "s3_nothingOfTheOldLandsAfterTheClaim"));
  }

  private static final class OverlooksPassedWrites extends MemoryFence {
    @Override
    void dealWithPassed(Claim claim) {
      requireTime(claim);
    }
  }

  private static final class WaitsForNobody extends MemoryFence {
    WaitsForNobody() {
      super(PassedWrites.AWAITED);
    }

    @Override
    void dealWithPassed(Claim claim) {
      requireTime(claim);
    }
  }

  private static final class WaitsInstead extends MemoryFence {
    @Override
    void endPassed() {}
  }

  private static final class EndsForTheLate extends MemoryFence {
    @Override
    void requireNewer(Claim claim) {
      if (claim.token().value() < storage.token) {
        endPassed();
      }
      super.requireNewer(claim);
    }
  }

  private static final class EndsForCopies extends MemoryFence {
    @Override
    void requireNewer(Claim claim) {
      if (claim.token().value() == storage.token) {
        endPassed();
      }
      super.requireNewer(claim);
    }
  }

  private static final class EndsForRepeats extends MemoryFence {
    @Override
    void repeat() {
      endPassed();
    }
  }

  private static final class EndsForTheExpired extends MemoryFence {
    @Override
    void dealWithPassed(Claim claim) throws InterruptedException {
      endPassed();
      super.dealWithPassed(claim);
    }
  }

  /** Compares with what it read before, and lets the larger go first. */
  private static final class LastClaimStands extends MemoryFence {
    private static final long RENDEZVOUS_MILLIS = 50;

    private int racing;
    private long largest;

    @Override
    void dealWithPassed(Claim claim) throws InterruptedException {
      requireTime(claim);
      endPassed();
      racing++;
      largest = Math.max(largest, claim.token().value());
      storage.notifyAll();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RENDEZVOUS_MILLIS);
      while (mustWait(claim) && end - System.nanoTime() > 0) {
        storage.wait(1);
      }
      racing--;
    }

    private boolean mustWait(Claim claim) {
      return racing < 2 || (claim.token().value() < largest && storage.token < largest);
    }
  }

  /** Checks, and writes when a claim has come in between, or has not. */
  private static final class LandsLate extends MemoryFence {
    private static final long PAUSE_MILLIS = 20;

    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    void write(Claim writer, String effect) {
      synchronized (storage) {
        check(writer);
      }
      pause();
      synchronized (storage) {
        land(effect);
      }
    }

    private void pause() {
      try {
        never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
