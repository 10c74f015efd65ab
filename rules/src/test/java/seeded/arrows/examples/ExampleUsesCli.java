package seeded.arrows.examples;

import seeded.arrows.cli.StatusUsesCluster;

abstract class ExampleUsesCli {
  abstract StatusUsesCluster status();
}
