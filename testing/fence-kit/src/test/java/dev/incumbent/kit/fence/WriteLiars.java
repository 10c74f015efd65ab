package dev.incumbent.kit.fence;

import static dev.incumbent.kit.fence.Liar.that;

import dev.incumbent.error.Failure;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.TokenSpace;
import java.util.List;
import java.util.stream.Stream;

/** Fences that are wrong about a write. */
final class WriteLiars {
  private WriteLiars() {}

  static List<Liar> all() {
    return Stream.of(ofTokens(), ofWhatElseIsAsked(), ofAnswers()).flatMap(List::stream).toList();
  }

  /** About the token and the grant that a write carries. */
  private static List<Liar> ofTokens() {
    return List.of(
        that(
            "admits older tokens",
            AdmitsOlderTokens::new,
            "s3_refusesAnOlderToken",
            "s3_tellsBothTokensOfAStaleWrite",
            "s3_largestOfRacingClaimsStands",
            "s3_nothingOfTheOldLandsAfterTheClaim",
            "s4_claimStandsByItself"),
        that(
            "overlooks the grant of a write",
            OverlooksTheGrant::new,
            "s3_refusesAnEqualTokenOfAnotherGrant"),
        that("admits tokens above its own", AdmitsTokensAbove::new, "s3_stopsAWriterAboveTheFence"),
        that(
            "calls tokens above its own stale",
            CallsTokensAboveStale::new,
            "s3_stopsAWriterAboveTheFence"));
  }

  /** About what else a write needs. */
  private static List<Liar> ofWhatElseIsAsked() {
    return List.of(
        that(
            "admits everybody until the first claim",
            AdmitsUntilTheFirstClaim::new,
            "s3_refusesAWriteBeforeTheFirstClaim"),
        that(
            "overlooks the election of a write",
            OverlooksTheElection::new,
            "s3_refusesAWriteOfAnotherElection"),
        that("admits what has no token", AdmitsWithoutToken::new, "s3_refusesAWriteWithoutAToken"),
        that(
            "admits writes without a record",
            AdmitsWithoutRecord::new,
            "s3_refusesEveryWriteWhenItsRecordIsLost"));
  }

  /** About what a write is told. */
  private static List<Liar> ofAnswers() {
    return List.of(
        that(
            "acknowledges every second write without effect",
            DropsEverySecond::new,
            "s3_takesWhatTheCurrentGrantWrites",
            "s1_repeatsTheClaimOfTheSameGrant",
            "s3_nothingOfTheOldLandsAfterTheClaim"),
        that(
            "swaps the tokens of a stale write",
            SwapsTokens::new,
            "s3_tellsBothTokensOfAStaleWrite",
            "s3_largestOfRacingClaimsStands"));
  }

  private static final class AdmitsOlderTokens extends MemoryFence {
    @Override
    boolean admits(Claim writer) {
      return super.admits(writer) || writer.token().value() < storage.token;
    }
  }

  private static final class OverlooksTheGrant extends MemoryFence {
    @Override
    boolean admits(Claim writer) {
      return writer.token().value() == storage.token;
    }
  }

  private static final class AdmitsTokensAbove extends MemoryFence {
    @Override
    boolean admits(Claim writer) {
      return super.admits(writer) || (storage.token > 0 && writer.token().value() > storage.token);
    }
  }

  private static final class CallsTokensAboveStale extends MemoryFence {
    @Override
    Failure above(Claim writer) {
      return staleWrite(writer);
    }
  }

  private static final class AdmitsUntilTheFirstClaim extends MemoryFence {
    @Override
    boolean admits(Claim writer) {
      return super.admits(writer) || storage.token == 0;
    }
  }

  private static final class OverlooksTheElection extends MemoryFence {
    @Override
    void requireSpaceForWrite(TokenSpace space) {}
  }

  private static final class AdmitsWithoutToken extends MemoryFence {
    @Override
    void writeWithoutToken(String effect) {
      land(effect);
    }
  }

  private static final class AdmitsWithoutRecord extends MemoryFence {
    @Override
    void requireRecordForWrite() {}

    @Override
    void requireRecordForClaim() {
      super.requireRecordForWrite();
    }
  }

  private static final class DropsEverySecond extends MemoryFence {
    private boolean drops;

    @Override
    void write(Claim writer, String effect) {
      synchronized (storage) {
        check(writer);
        if (!drops) {
          land(effect);
        }
        drops = !drops;
      }
    }
  }

  private static final class SwapsTokens extends MemoryFence {
    @Override
    Failure staleWrite(Claim writer) {
      return Failure.staleToken("the fence", storage.token, writer.token().value());
    }
  }
}
