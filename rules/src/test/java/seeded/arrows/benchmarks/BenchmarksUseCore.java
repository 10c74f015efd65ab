package seeded.arrows.benchmarks;

import seeded.arrows.election.Plain;

abstract class BenchmarksUseCore {
  abstract Plain plain();
}
