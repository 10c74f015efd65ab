package seeded.determinism;

import java.util.concurrent.ConcurrentHashMap;

abstract class IteratesConcurrentMap {
  abstract ConcurrentHashMap<String, String> map();
}
