package dev.incumbent.history;

import dev.incumbent.history.HistoryEvent.Outcome;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryEvent.RegisterUse.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition of linearizability, word by word and slowly: each unknown change may have happened
 * or not, and all orders are tried.
 */
final class AllOrders {
  private AllOrders() {}

  static boolean anyExplains(List<RegisterUse> uses) {
    return explains(new ArrayList<>(uses), "");
  }

  private static boolean explains(List<RegisterUse> left, String state) {
    if (left.stream().allMatch(AllOrders::mayNeverHappen)) {
      return true;
    }
    long firstReturn = left.stream().mapToLong(RegisterUse::returnNanos).min().orElseThrow();
    for (RegisterUse next : left) {
      if (next.callNanos() <= firstReturn && possible(next, state)) {
        List<RegisterUse> rest = new ArrayList<>(left);
        rest.remove(next);
        if (explains(rest, after(next, state))) {
          return true;
        }
      }
    }
    return false;
  }

  /** It has no answer that had to be explained. */
  private static boolean mayNeverHappen(RegisterUse use) {
    return use.outcome() == Outcome.UNKNOWN || isRefusedWrite(use);
  }

  private static boolean isRefusedWrite(RegisterUse use) {
    return use.outcome() == Outcome.REFUSED && use.action() == Action.WRITE;
  }

  private static boolean possible(RegisterUse use, String state) {
    return switch (use.action()) {
      case READ -> state.equals(use.value());
      case WRITE -> true;
      case COMPARE_AND_SET -> state.equals(use.expected()) == (use.outcome() != Outcome.REFUSED);
    };
  }

  private static String after(RegisterUse use, String state) {
    boolean changes = use.action() != Action.READ && use.outcome() != Outcome.REFUSED;
    return changes ? use.value() : state;
  }
}
