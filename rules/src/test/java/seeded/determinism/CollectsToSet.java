package seeded.determinism;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

abstract class CollectsToSet {
  Set<String> set() {
    return Stream.of("a", "b").collect(Collectors.toSet());
  }
}
