package dev.incumbent.simulation;

import java.util.TreeMap;

/** I8: for each candidate, every "elected" has exactly one "ended", in order, no token twice. */
final class CallbackCheck {
  private static final class Candidate {
    private long lastToken;
    private boolean leads;
  }

  private final TreeMap<String, Candidate> candidates = new TreeMap<>();

  void elected(Object process, String candidate, long token) {
    Candidate one = find(process, candidate);
    if (one.leads) {
      throw new ViolationException(
          "I8", candidate + " is elected with " + token + " while it leads with " + one.lastToken);
    }
    if (token <= one.lastToken) {
      throw new ViolationException(
          "I8", candidate + " is elected with " + token + " after " + one.lastToken);
    }
    one.leads = true;
    one.lastToken = token;
  }

  void ended(Object process, String candidate, long token) {
    Candidate one = find(process, candidate);
    if (!one.leads || one.lastToken != token) {
      throw new ViolationException(
          "I8", candidate + " is told the end of " + token + ", which it does not lead");
    }
    one.leads = false;
  }

  /** Everything has ended: nobody waits for an end. */
  void closed() {
    candidates.forEach(
        (name, one) -> {
          if (one.leads) {
            throw new ViolationException(
                "I8", name + " was never told the end of " + one.lastToken);
          }
        });
  }

  /** That process is dead: nobody is told anything there. */
  void died(Object process) {
    candidates.keySet().removeIf(name -> name.startsWith(process + " "));
  }

  private Candidate find(Object process, String candidate) {
    return candidates.computeIfAbsent(process + " " + candidate, name -> new Candidate());
  }
}
