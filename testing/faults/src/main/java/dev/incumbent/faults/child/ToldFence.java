package dev.incumbent.faults.child;

import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;

/** A fence whose claims are told once they have succeeded. */
record ToldFence(Fence fence, String storage, Wire wire) implements Fence {
  @Override
  public String name() {
    return fence.name();
  }

  @Override
  public void claim(Claim claim) throws InterruptedException {
    fence.claim(claim);
    wire.tell("claimed", storage, claim.space().election(), claim.token());
  }
}
