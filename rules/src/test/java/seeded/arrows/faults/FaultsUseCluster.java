package seeded.arrows.faults;

import seeded.arrows.cluster.Node;

abstract class FaultsUseCluster {
  abstract Node node();
}
