package seeded.determinism;

import java.util.List;

abstract class StreamsInParallel {
  long count(List<String> names) {
    return names.parallelStream().distinct().count();
  }
}
