package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Bend;
import dev.incumbent.faults.lab.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The wall clocks jump, each by a time of its own, and later back. No other clock notices. */
record WallJump(int sign) implements Fault {
  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofMillis(300),
          Duration.ofSeconds(5),
          Duration.ofMinutes(7),
          Duration.ofHours(30));

  @Override
  public Layer layer() {
    return Layer.PROCESS;
  }

  @Override
  public Optional<Need> need() {
    return Optional.of(Need.COMPILER);
  }

  @Override
  public Injected inject(Stage stage, Random random) {
    List<Jumped> jumped = new ArrayList<>();
    for (Member member : stage.members()) {
      Duration by = JUMPS.get(random.nextInt(JUMPS.size())).multipliedBy(sign);
      Bend bend = member.bend();
      jumped.add(new Jumped(member, by, bend.shiftedReadings()));
      bend.shiftWall(by.toMillis());
    }
    return new Shifted(jumped);
  }

  private record Jumped(Member member, Duration by, long before) {
    long readings() {
      return member.bend().shiftedReadings() - before;
    }
  }

  /** That each process read a shifted clock; empty if one did not. */
  static String shown(Map<String, Long> readings) {
    return readings.containsValue(0L) ? "" : "shifted readings: " + readings;
  }

  private record Shifted(List<Jumped> jumped) implements Injected {
    @Override
    public String target() {
      return jumped.stream()
          .map(j -> j.member() + " by " + j.by().toMillis() + " ms")
          .collect(Collectors.joining(", "));
    }

    @Override
    public String heal() {
      Map<String, Long> readings = new TreeMap<>();
      for (Jumped one : jumped) {
        one.member().bend().shiftWall(0);
        readings.put(one.member().toString(), one.readings());
      }
      return shown(readings);
    }
  }
}
