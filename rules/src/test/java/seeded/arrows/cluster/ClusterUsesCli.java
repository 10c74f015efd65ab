package seeded.arrows.cluster;

import seeded.arrows.cli.StatusUsesCluster;

abstract class ClusterUsesCli {
  abstract StatusUsesCluster status();
}
