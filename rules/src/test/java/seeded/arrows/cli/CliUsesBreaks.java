package seeded.arrows.cli;

import seeded.arrows.breaks.Broken;

abstract class CliUsesBreaks {
  abstract Broken broken();
}
