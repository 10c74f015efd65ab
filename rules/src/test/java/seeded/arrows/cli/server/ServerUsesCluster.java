package seeded.arrows.cli.server;

import seeded.arrows.cluster.Node;

abstract class ServerUsesCluster {
  abstract Node node();
}
