package seeded.determinism;

import java.util.HashSet;
import java.util.Set;

abstract class IteratesHashSet {
  Set<String> set() {
    return new HashSet<>();
  }
}
