package seeded.determinism;

import java.util.HashMap;
import java.util.Map;

abstract class IteratesHashMap {
  Map<String, String> map() {
    return new HashMap<>();
  }
}
