package seeded.arrows.coordinators.a;

import seeded.arrows.cluster.Node;

/** Uses the cluster, which is not core. */
public abstract class CoordinatorUsesCluster {
  abstract Node node();
}
