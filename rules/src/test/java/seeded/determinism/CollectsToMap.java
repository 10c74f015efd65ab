package seeded.determinism;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

abstract class CollectsToMap {
  Map<String, Integer> map() {
    return Stream.of("a", "b").collect(Collectors.toMap(name -> name, String::length));
  }
}
