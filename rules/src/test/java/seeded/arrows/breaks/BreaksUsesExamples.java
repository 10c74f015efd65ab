package seeded.arrows.breaks;

import seeded.arrows.examples.Example;

abstract class BreaksUsesExamples {
  abstract Example example();
}
