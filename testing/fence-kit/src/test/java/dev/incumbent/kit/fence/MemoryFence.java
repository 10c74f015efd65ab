package dev.incumbent.kit.fence;

import dev.incumbent.error.Failure;
import dev.incumbent.error.FailureCode;
import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;
import dev.incumbent.fencing.FenceRule;
import dev.incumbent.fencing.TokenSpace;
import dev.incumbent.kit.fence.FenceUnderTest.PassedWrites;
import dev.incumbent.kit.fence.FenceUnderTest.Step;
import dev.incumbent.kit.fence.MemoryStorage.Passed;
import java.time.Duration;

/**
 * An honest fence. Each decision is a method of its own, so that a liar can break just that one.
 */
class MemoryFence implements Fence {
  private static final long LOOK_EVERY_MILLIS = 2;

  final MemoryStorage storage = new MemoryStorage();
  final PassedWrites fate;

  /** Ends the writes that are in a claim's way. */
  MemoryFence() {
    this(PassedWrites.ENDED);
  }

  MemoryFence(PassedWrites fate) {
    this.fate = fate;
  }

  @Override
  public final String name() {
    return "memory";
  }

  @Override
  public void claim(Claim claim) throws InterruptedException {
    synchronized (storage) {
      requireTime(claim);
      awaitStorage(claim);
      requireRecordForClaim();
      requireSpace(claim.space());
      if (isHeldBy(claim)) {
        repeat();
        return;
      }
      requireNewer(claim);
      dealWithPassed(claim);
      raise(claim);
    }
  }

  void write(Claim writer, String effect) {
    synchronized (storage) {
      check(writer);
      land(effect);
    }
  }

  void writeWithoutToken(String effect) {
    throw Failure.rejected("write without a token", effect, "one with a token").toException();
  }

  Step beginWrite(Claim writer, String effect) {
    Passed half = new Passed(effect);
    synchronized (storage) {
      check(writer);
      storage.passed.add(half);
    }
    return () -> finish(half);
  }

  private void finish(Passed half) {
    synchronized (storage) {
      if (!storage.passed.remove(half)) {
        throw new IllegalStateException("ended");
      }
      land(half.effect());
      storage.notifyAll();
    }
  }

  void land(String effect) {
    storage.effects.add(effect);
  }

  final void check(Claim writer) {
    requireRecordForWrite();
    requireSpaceForWrite(writer.space());
    if (admits(writer)) {
      return;
    }
    if (storage.token >= writer.token().value()) {
      throw staleWrite(writer).toException();
    }
    throw above(writer).toException();
  }

  boolean admits(Claim writer) {
    return FenceRule.admits(storage.token, storage.grant, writer.token(), writer.grant());
  }

  Failure staleWrite(Claim writer) {
    return Failure.staleToken("the fence", writer.token().value(), storage.token);
  }

  Failure staleClaim(Claim claim) {
    return Failure.staleToken("the fence", claim.token().value(), storage.token);
  }

  Failure above(Claim writer) {
    return Failure.of(FailureCode.LEADERSHIP_LOST, "the storage went back below " + writer.token());
  }

  void requireRecordForWrite() {
    if (storage.lost) {
      throw Failure.rejected("fence", "none", "one that was created").toException();
    }
  }

  void requireRecordForClaim() {
    requireRecordForWrite();
  }

  void requireSpaceForWrite(TokenSpace space) {
    requireSpace(space);
  }

  void requireSpace(TokenSpace space) {
    if (!space.equals(MemoryStorage.SPACE)) {
      throw Failure.rejected("space", space.toString(), MemoryStorage.SPACE.toString())
          .toException();
    }
  }

  boolean isHeldBy(Claim claim) {
    return FenceRule.admits(storage.token, storage.grant, claim.token(), claim.grant());
  }

  void repeat() {}

  void requireNewer(Claim claim) {
    if (claim.token().value() <= storage.token) {
      throw staleClaim(claim).toException();
    }
  }

  void requireTime(Claim claim) {
    if (claim.remaining().get().compareTo(Duration.ZERO) <= 0) {
      throw Failure.of(FailureCode.LEADERSHIP_LOST, "no time is left").toException();
    }
  }

  void awaitStorage(Claim claim) throws InterruptedException {
    while (storage.obstructed) {
      storage.wait(LOOK_EVERY_MILLIS);
      requireTime(claim);
    }
  }

  void dealWithPassed(Claim claim) throws InterruptedException {
    requireTime(claim);
    if (fate == PassedWrites.ENDED) {
      endPassed();
    }
    while (!storage.passed.isEmpty()) {
      storage.wait(LOOK_EVERY_MILLIS);
      requireTime(claim);
    }
    requireNewer(claim);
  }

  void endPassed() {
    storage.passed.clear();
    storage.notifyAll();
  }

  void raise(Claim claim) {
    storage.token = claim.token().value();
    storage.grant = claim.grant().toString();
  }
}
