package seeded.arrows.history;

import seeded.arrows.cluster.Node;

abstract class HistoryUsesCluster {
  abstract Node node();
}
