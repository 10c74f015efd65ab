package dev.incumbent.history;

import dev.incumbent.history.HistoryEvent.Outcome;
import dev.incumbent.history.HistoryEvent.RegisterUse;
import dev.incumbent.history.HistoryEvent.RegisterUse.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short histories of one register that overlap a lot and are right about as often as wrong. */
final class SomeUses {
  private static final List<Action> ACTIONS = List.of(Action.values());
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final int MOST = 6;
  private static final int SPAN = 12;

  private SomeUses() {}

  static List<RegisterUse> of(Random random) {
    List<RegisterUse> uses = new ArrayList<>();
    int size = 2 + random.nextInt(MOST - 1);
    for (int i = 0; i < size; i++) {
      Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
      Outcome outcome = outcome(random, action);
      long call = random.nextInt(SPAN);
      long returned =
          outcome == Outcome.UNKNOWN ? Long.MAX_VALUE : call + 1 + random.nextInt(SPAN / 2);
      String found = random.nextInt(3) == 0 ? "" : "v" + random.nextInt(size);
      String value = action == Action.READ ? found : "v" + i;
      String expected = action == Action.COMPARE_AND_SET ? found : "";
      uses.add(new RegisterUse("p" + i, "r", action, expected, value, call, returned, outcome));
    }
    return uses;
  }

  private static Outcome outcome(Random random, Action action) {
    Outcome drawn = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
    return action == Action.READ || random.nextBoolean() ? Outcome.OK : drawn;
  }
}
