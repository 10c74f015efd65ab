package dev.incumbent.simulation;

import java.util.TreeMap;

/** I10: at most one node says that it leads a term, and no node leads an older one later. */
final class LeaderCheck {
  private final TreeMap<Long, String> terms = new TreeMap<>();
  private final TreeMap<String, Long> lastTerms = new TreeMap<>();

  void says(String node, long term) {
    String other = terms.putIfAbsent(term, node);
    if (other != null && !other.equals(node)) {
      throw new ViolationException("I10", node + " and " + other + " lead term " + term);
    }
    Long last = lastTerms.put(node, term);
    if (last != null && last > term) {
      throw new ViolationException("I10", node + " leads term " + term + " after " + last);
    }
  }

  /** A new cluster counts its terms anew. */
  void restored() {
    terms.clear();
    lastTerms.clear();
  }
}
