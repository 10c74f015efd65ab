package dev.incumbent.faults;

import dev.incumbent.history.HistoryEvent.Outcome;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryEvent.RegisterUse.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The uses of registers that are under way.
 *
 * <pre>
 * using CALL REGISTER ACTION EXPECTED VALUE
 * used  CALL OK|REFUSED|UNEQUAL|UNKNOWN VALUE
 * </pre>
 *
 * Threads: for use by one at a time.
 */
final class RegisterCalls {
  private record Open(String process, List<String> words, long callNanos) {}

  private final Map<String, Open> open = new TreeMap<>();

  /** A use began. */
  void began(String process, String[] words, long now) {
    open.put(process + "/" + words[1], new Open(process, List.of(words), now));
  }

  /** A use returned; empty if it shows nothing. */
  Optional<RegisterUse> returned(String process, String[] words, long now) {
    Open call = open.remove(process + "/" + words[1]);
    if (call == null) {
      throw new IllegalStateException(process + " returned from a use that it never began");
    }
    Action action = Action.valueOf(call.words().get(3));
    return switch (words[2]) {
      case "OK" -> Optional.of(use(call, action, words[3], now, Outcome.OK));
      case "UNEQUAL" -> Optional.of(use(call, action, words[3], now, Outcome.REFUSED));
      // Not compared at all: as a write that was refused.
      case "REFUSED" -> Optional.of(use(call, Action.WRITE, words[3], now, Outcome.REFUSED));
      default -> unknown(call);
    };
  }

  /** A process is gone: what it had begun returns never. */
  List<RegisterUse> killed(String process) {
    List<RegisterUse> unknown = new ArrayList<>();
    for (Open call : List.copyOf(open.values())) {
      if (call.process().equals(process)) {
        open.remove(process + "/" + call.words().get(1));
        unknown(call).ifPresent(unknown::add);
      }
    }
    return unknown;
  }

  private static Optional<RegisterUse> unknown(Open call) {
    Action action = Action.valueOf(call.words().get(3));
    return action == Action.READ
        ? Optional.empty()
        : Optional.of(use(call, action, call.words().get(5), Long.MAX_VALUE, Outcome.UNKNOWN));
  }

  private static RegisterUse use(
      Open call, Action action, String value, long returnNanos, Outcome outcome) {
    return new RegisterUse(
        call.process(),
        call.words().get(2),
        action,
        call.words().get(4),
        value,
        call.callNanos(),
        returnNanos,
        outcome);
  }
}
