package dev.incumbent.faults.kind;

import dev.incumbent.faults.ClockRate;
import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The clocks of all candidates run at another rate than the nodes'. They are started anew for that,
 * and once more to undo it.
 *
 * <p>Within the bound leases must not overlap all the same (S-2). Beyond it they may, and only the
 * storage decides (S-3): what candidates then say of their leases is not held against them.
 */
record RateChange(List<Double> rates, boolean withinBound) implements Fault {
  @Override
  public Layer layer() {
    return Layer.PROCESS;
  }

  @Override
  public Optional<Need> need() {
    return Optional.of(Need.FAKETIME);
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    double rate = rates.get(random.nextInt(rates.size()));
    Map<Member, Map<String, String>> before = new LinkedHashMap<>();
    for (Member candidate : stage.candidates()) {
      candidate.crash();
      before.put(candidate, new TreeMap<>(candidate.environment()));
      candidate.preload(Need.faketime(), Map.of("FAKETIME", "+0 x" + rate));
      candidate.restart();
      if (!withinBound) {
        stage.excuse(candidate);
      }
    }
    return new Changed(stage, rate, before);
  }

  /** That each clock ran at the rate that was asked for, more or less; empty if one did not. */
  static String shown(double wanted, Map<String, ClockRate> clocks) {
    List<String> rates = new ArrayList<>();
    for (Map.Entry<String, ClockRate> clock : clocks.entrySet()) {
      double rate = clock.getValue().rate();
      if (Math.abs(rate - wanted) > Math.abs(1 - wanted) / 2) {
        return "";
      }
      rates.add(
          String.format(
              Locale.ROOT,
              "%s's clock ran at %.4f for %d ms",
              clock.getKey(),
              rate,
              clock.getValue().kernelMillis()));
    }
    return String.join(", ", rates);
  }

  private record Changed(Stage stage, double rate, Map<Member, Map<String, String>> before)
      implements Injected {
    @Override
    public String target() {
      return "every candidate's clock at " + rate;
    }

    @Override
    public String heal() throws InterruptedException {
      Map<String, ClockRate> clocks = new TreeMap<>();
      for (Member candidate : before.keySet()) {
        clocks.put(candidate.toString(), stage.clockRate(candidate));
        candidate.crash();
        candidate.environment().clear();
        candidate.environment().putAll(before.get(candidate));
        candidate.restart();
      }
      return shown(rate, clocks);
    }
  }
}
