package seeded.arrows.client;

import seeded.arrows.cluster.Node;

/** Uses the cluster, which is above it. */
public abstract class ClientUsesCluster {
  abstract Node node();
}
