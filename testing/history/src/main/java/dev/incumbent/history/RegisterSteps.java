package dev.incumbent.history;

import dev.incumbent.history.HistoryEvent.Outcome;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryEvent.RegisterUse.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a linearization of one register's history must place, in the order of the calls.
 *
 * <p>Left out is what shows nothing: reads without an answer, writes that were refused, and unknown
 * writes whose value nobody saw: if they took effect at all, they may have done so after everything
 * else. A comparison that failed is left out, too, once such a write may have been what it saw.
 * Leaving out convicts nobody wrongly. An unknown write whose value was seen took effect; it
 * returns never.
 */
final class RegisterSteps {
  private RegisterSteps() {}

  /**
   * One step.
   *
   * @param returnNanos {@code Long.MAX_VALUE} if it never returned
   */
  record Step(RegisterUse use, long callNanos, long returnNanos) {
    /** Whether it can happen to a register with that value. */
    boolean fits(String state) {
      return switch (use.action()) {
        case READ -> state.equals(use.value());
        case WRITE -> true;
        case COMPARE_AND_SET -> state.equals(use.expected()) == applies();
      };
    }

    /** The register's value after it. */
    String after(String state) {
      return use.action() != Action.READ && applies() ? use.value() : state;
    }

    private boolean applies() {
      return use.outcome() != Outcome.REFUSED;
    }
  }

  static List<Step> of(List<RegisterUse> uses) {
    Set<String> seen = seen(uses);
    long firstUnseen =
        uses.stream()
            .filter(u -> isUnseen(u, seen))
            .mapToLong(RegisterUse::callNanos)
            .min()
            .orElse(Long.MAX_VALUE);
    List<Step> steps = new ArrayList<>();
    for (RegisterUse use : uses) {
      if (shows(use, seen, firstUnseen)) {
        boolean returned = use.outcome() != Outcome.UNKNOWN;
        steps.add(new Step(use, use.callNanos(), returned ? use.returnNanos() : Long.MAX_VALUE));
      }
    }
    steps.sort(Comparator.comparingLong(Step::callNanos));
    return steps;
  }

  private static boolean shows(RegisterUse use, Set<String> seen, long firstUnseen) {
    return switch (use.outcome()) {
      case OK -> true;
      case REFUSED -> use.action() == Action.COMPARE_AND_SET && use.returnNanos() < firstUnseen;
      case UNKNOWN -> use.action() != Action.READ && !isUnseen(use, seen);
    };
  }

  private static boolean isUnseen(RegisterUse use, Set<String> seen) {
    return use.action() != Action.READ
        && use.outcome() == Outcome.UNKNOWN
        && !seen.contains(use.value());
  }

  /**
   * The values that something was known to find. An unknown comparison that was itself seen found
   * its own: hence again and again, until no more come.
   */
  private static Set<String> seen(List<RegisterUse> uses) {
    Set<String> seen = new TreeSet<>();
    int before;
    do {
      before = seen.size();
      for (RegisterUse use : uses) {
        switch (use.action()) {
          case READ -> addIf(use.outcome() == Outcome.OK, use.value(), seen);
          case WRITE -> {}
          case COMPARE_AND_SET ->
              addIf(
                  use.outcome() == Outcome.OK
                      || (use.outcome() == Outcome.UNKNOWN && seen.contains(use.value())),
                  use.expected(),
                  seen);
        }
      }
    } while (seen.size() > before);
    return seen;
  }

  private static void addIf(boolean found, String value, Set<String> seen) {
    if (found) {
      seen.add(value);
    }
  }
}
