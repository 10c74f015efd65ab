package seeded.arrows.fence.a;

import seeded.arrows.cluster.Node;

/** Uses the cluster, which is not core. */
public abstract class FenceUsesCluster {
  abstract Node node();
}
