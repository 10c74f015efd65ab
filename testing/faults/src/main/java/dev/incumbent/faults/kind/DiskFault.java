package dev.incumbent.faults.kind;

import dev.incumbent.faults.lab.Need;
import java.util.Optional;

/**
 * A fault of what nodes have stored: a library that is compiled for the run brings it, or sees it.
 */
interface DiskFault extends Fault {
  @Override
  default Layer layer() {
    return Layer.ALONE;
  }

  @Override
  default Optional<Need> need() {
    return Optional.of(Need.COMPILER);
  }
}
