package seeded.arrows.election;

import seeded.arrows.cluster.Node;

abstract class CoreUsesCluster {
  abstract Node[] nodes();
}
