package seeded.arrows.kit;

import seeded.arrows.fence.a.FenceUsesCluster;

/** Uses a fence, which no kit may know. */
public abstract class KitUsesFence {
  abstract FenceUsesCluster fence();
}
