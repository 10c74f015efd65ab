package seeded.arrows.cli;

import seeded.arrows.cluster.Node;

/** A command that goes past the ports. */
public abstract class StatusUsesCluster {
  abstract Node node();
}
