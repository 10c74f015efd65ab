package seeded.determinism;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What the rule must leave alone. */
final class Ordered {
  Map<String, Integer> ordered(List<String> names) {
    return names.stream()
        .collect(Collectors.toMap(name -> name, String::length, (a, b) -> a, TreeMap::new));
  }

  Map<String, String> inserted() {
    return new LinkedHashMap<>();
  }

  CompletableFuture<Integer> drawn(long seed) {
    return CompletableFuture.completedFuture(new Random(seed).nextInt());
  }
}
