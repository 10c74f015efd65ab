package seeded.arrows.fence.b;

import seeded.arrows.fence.a.FenceUsesCluster;

abstract class FenceUsesOtherFence {
  abstract FenceUsesCluster other();
}
