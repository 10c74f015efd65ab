package dev.incumbent.faults.kind;

import dev.incumbent.faults.ClockRate;
import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Need;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * The clocks of all candidates, or of all nodes, run at another rate than the others'. They are
 * started anew for that, and once more to undo it.
 *
 * <p>Within the bound leases must not overlap all the same (S-2). Beyond it they may, and only the
 * storage decides (S-3): what candidates then say of their leases is not held against them.
 */
record RateChange(List<Double> rates, boolean withinBound, boolean ofNodes) implements Fault {
  @Override
  public Layer layer() {
    return ofNodes ? Layer.ALONE : Layer.PROCESS;
  }

  @Override
  public Optional<Need> need() {
    return Optional.of(Need.FAKETIME);
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    double rate = rates.get(random.nextInt(rates.size()));
    Map<Member, Map<String, String>> before = new LinkedHashMap<>();
    List<Member> victims = ofNodes ? stage.nodes() : stage.candidates();
    for (Member victim : victims) {
      victim.crash();
      before.put(victim, new TreeMap<>(victim.environment()));
      victim.preload(Need.faketime(), Map.of("FAKETIME", "+0 x" + rate));
    }
    restart(stage, victims);
    if (!withinBound) {
      (ofNodes ? stage.clients() : victims).forEach(stage::excuse);
    }
    return new Changed(stage, rate, before, ofNodes && !withinBound);
  }

  private static void restart(Stage stage, Collection<Member> victims) throws InterruptedException {
    victims.forEach(Member::restart);
    for (Member victim : victims) {
      if (stage.nodes().contains(victim)) {
        victim.awaitReady();
      }
    }
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

  /**
   * @param excused clients whose own clocks are right were excused: they begin anew, too
   */
  private record Changed(
      Stage stage, double rate, Map<Member, Map<String, String>> before, boolean excused)
      implements Injected {
    @Override
    public String target() {
      String who = stage.nodes().containsAll(before.keySet()) ? "node" : "candidate";
      return "every " + who + "'s clock at " + rate;
    }

    @Override
    public String heal() throws InterruptedException {
      Map<String, ClockRate> clocks = new TreeMap<>();
      for (Member victim : before.keySet()) {
        clocks.put(victim.toString(), stage.clockRate(victim));
        victim.crash();
        victim.environment().clear();
        victim.environment().putAll(before.get(victim));
      }
      restart(stage, before.keySet());
      if (excused) {
        for (Member client : stage.clients()) {
          client.crash();
        }
        restart(stage, stage.clients());
      }
      return shown(rate, clocks);
    }
  }
}
