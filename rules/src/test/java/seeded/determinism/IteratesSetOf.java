package seeded.determinism;

import java.util.Set;

abstract class IteratesSetOf {
  Set<String> set() {
    return Set.of("a", "b");
  }
}
