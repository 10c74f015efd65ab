package dev.incumbent.history;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a history shows.
 *
 * @param tokens every token granted, in log order
 * @param staleWritesAttempted writes that reached a storage with a token older than its claimed one
 * @param staleWritesAccepted those of them that took effect
 * @param acknowledgedLost acknowledged writes that the storage does not have
 * @param overlaps effects in a storage that are out of token order
 */
public record Verdict(
    List<Long> tokens,
    long staleWritesAttempted,
    long staleWritesAccepted,
    long acknowledgedLost,
    long overlaps,
    List<Violation> violations) {
  public Verdict {
    tokens = List.copyOf(tokens);
    violations = List.copyOf(violations);
  }

  /** Whether no rule was broken. */
  public boolean clean() {
    return violations.isEmpty();
  }

  /** The ids of the rules that were broken, in order, each once. */
  public Set<String> rules() {
    Set<String> rules = new TreeSet<>();
    violations.forEach(v -> rules.add(v.rule()));
    return rules;
  }
}
