package dev.incumbent.cli.demo;

import dev.incumbent.fencing.Claim;
import dev.incumbent.fencing.Fence;

/** A fence whose claims are recorded once they have succeeded. */
record RecordedFence(Fence fence, String storage, String process, Reports reports)
    implements Fence {
  @Override
  public String name() {
    return fence.name();
  }

  @Override
  public void claim(Claim claim) throws InterruptedException {
    fence.claim(claim);
    reports.claimed(process, storage, claim.space().election(), claim.token().value());
  }
}
