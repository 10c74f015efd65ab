package seeded.arrows.coordinators.b;

import seeded.arrows.coordinators.a.CoordinatorUsesCluster;

abstract class CoordinatorUsesOtherCoordinator {
  abstract CoordinatorUsesCluster other();
}
