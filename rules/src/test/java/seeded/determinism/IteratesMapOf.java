package seeded.determinism;

import java.util.Map;

abstract class IteratesMapOf {
  Map<String, String> map() {
    return Map.of("a", "b");
  }
}
