package dev.incumbent.kit.fence;

import dev.incumbent.election.ElectionName;
import dev.incumbent.fencing.TokenSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A storage in memory: one fence row and what took effect under it. Guarded by itself. */
final class MemoryStorage {
  static final TokenSpace SPACE = new TokenSpace("cluster-1", new ElectionName("orders"));

  /** A write that passed its check. */
  record Passed(String effect) {}

  boolean lost;
  boolean obstructed;
  long token;
  String grant = "";
  final TreeSet<String> effects = new TreeSet<>();
  final List<Passed> passed = new ArrayList<>();
}
