package dev.incumbent.kit.fence;

import static dev.incumbent.kit.fence.Liar.that;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.TokenSpace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Fences that are wrong about a claim. */
final class ClaimLiars {
  private ClaimLiars() {}

  static List<Liar> all() {
    return Stream.of(ofTokens(), ofSpaces(), ofCommits(), ofAnswers())
        .flatMap(List::stream)
        .toList();
  }

  /** About the token and the grant of a claim. */
  private static List<Liar> ofTokens() {
    return List.of(
        that(
            "refuses the claim repeated by the same grant",
            RefusesRepeats::new,
            "s1_repeatsTheClaimOfTheSameGrant",
            "s3_repeatedClaimDisturbsNobody"),
        that(
            "takes an equal token of another grant",
            TakesCopies::new,
            "s1_refusesTheClaimOfAnEqualTokenByAnotherGrant",
            "s3_equalClaimOfAnotherGrantDisturbsNobody"),
        that(
                "is lowered by an older token",
                IsLowered::new,
                "s3_refusesTheClaimOfAnOlderToken",
                "s3_tellsBothTokensOfAStaleClaim",
                "s3_lateClaimDisturbsNobody",
                "s4_claimStandsByItself")
            .andSometimesBy("s3_largestOfRacingClaimsStands"));
  }

  /** About where a token comes from. */
  private static List<Liar> ofSpaces() {
    return List.of(
        that(
            "takes the tokens of every cluster",
            OverlooksTheCluster::new,
            "s1_refusesTheTokensOfAnotherCluster"),
        that(
            "takes the tokens of every election",
            OverlooksTheElection::new,
            "s1_refusesTheTokensOfAnotherElection"),
        that(
            "refuses another space after it was raised by it",
            RaisesThenRefuses::new,
            "s1_refusesTheTokensOfAnotherCluster",
            "s1_refusesTheTokensOfAnotherElection"));
  }

  /** About what a claim leaves behind, or makes. */
  private static List<Liar> ofCommits() {
    return List.of(
        that(
            "makes a lost record again",
            MakesItsRecordAgain::new,
            "s3_refusesEveryClaimWhenItsRecordIsLost"),
        that(
            "commits a claim with its first write",
            CommitsLater::new,
            "s4_claimStandsByItself",
            "s1_refusesTheClaimOfAnEqualTokenByAnotherGrant",
            "s3_refusesAnOlderToken",
            "s3_refusesAnEqualTokenOfAnotherGrant",
            "s3_refusesTheClaimOfAnOlderToken",
            "s3_tellsBothTokensOfAStaleWrite",
            "s3_tellsBothTokensOfAStaleClaim",
            "s3_nothingOfTheOldLandsAfterTheClaim"));
  }

  /** About what a claim is told, and when. */
  private static List<Liar> ofAnswers() {
    return List.of(
        that(
            "swaps the tokens of a stale claim",
            SwapsTokens::new,
            "s3_tellsBothTokensOfAStaleClaim",
            "s4_claimStandsByItself"),
        that(
            "lets an expired leadership claim",
            LetsTheExpiredClaim::new,
            "s4_expiredLeadershipClaimsNothing"),
        that("waits for ever", WaitsForEver::new, "s4_claimGivesUpWhenItsTimeIsOver"));
  }

  private static final class RefusesRepeats extends MemoryFence {
    @Override
    boolean isHeldBy(Claim claim) {
      return false;
    }
  }

  private static final class TakesCopies extends MemoryFence {
    @Override
    void requireNewer(Claim claim) {
      if (claim.token().value() != storage.token) {
        super.requireNewer(claim);
      }
    }
  }

  private static final class IsLowered extends MemoryFence {
    @Override
    void requireNewer(Claim claim) {
      if (claim.token().value() == storage.token) {
        super.requireNewer(claim);
      }
    }
  }

  private static final class OverlooksTheCluster extends MemoryFence {
    @Override
    void requireSpace(TokenSpace space) {
      super.requireSpace(new TokenSpace(MemoryStorage.SPACE.cluster(), space.election()));
    }
  }

  private static final class OverlooksTheElection extends MemoryFence {
    @Override
    void requireSpace(TokenSpace space) {
      super.requireSpace(new TokenSpace(space.cluster(), MemoryStorage.SPACE.election()));
    }

    @Override
    void requireSpaceForWrite(TokenSpace space) {
      super.requireSpace(space);
    }
  }

  private static final class RaisesThenRefuses extends MemoryFence {
    @Override
    public void claim(Claim claim) throws InterruptedException {
      synchronized (storage) {
        if (!claim.space().equals(MemoryStorage.SPACE)) {
          raise(claim);
        }
        super.claim(claim);
      }
    }
  }

  private static final class MakesItsRecordAgain extends MemoryFence {
    @Override
    void requireRecordForClaim() {
      storage.lost = false;
    }
  }

  private static final class SwapsTokens extends MemoryFence {
    @Override
    Failure staleClaim(Claim claim) {
      return Failure.staleToken("the fence", storage.token, claim.token().value());
    }
  }

  /** The claim waits in the claimer's open transaction. */
  private static final class CommitsLater extends MemoryFence {
    private Optional<Claim> pending = Optional.empty();

    @Override
    void raise(Claim claim) {
      if (pending.map(p -> p.token().compareTo(claim.token()) < 0).orElse(true)) {
        pending = Optional.of(claim);
      }
    }

    @Override
    boolean admits(Claim writer) {
      pending.filter(claim -> claim.grant().equals(writer.grant())).ifPresent(super::raise);
      return super.admits(writer);
    }
  }

  private static final class LetsTheExpiredClaim extends MemoryFence {
    @Override
    public void claim(Claim claim) throws InterruptedException {
      synchronized (storage) {
        boolean expired = claim.remaining().get().isZero();
        super.claim(expired ? FenceScene.forged(claim, 0, FenceScene.PLENTY) : claim);
      }
    }
  }

  private static final class WaitsForEver extends MemoryFence {
    @Override
    void awaitStorage(Claim claim) throws InterruptedException {
      while (storage.obstructed) {
        storage.wait();
      }
    }
  }
}
