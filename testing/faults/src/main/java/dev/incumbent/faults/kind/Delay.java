package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Need;
import dev.incumbent.faults.lab.PacketDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Every packet waits before it reaches its host, some longer than others, and they overtake. */
record Delay() implements Fault {
  @Override
  public Layer layer() {
    return Layer.NETWORK;
  }

  @Override
  public Optional<Need> need() {
    return Optional.of(Need.PACKET_QUEUE);
  }

  @Override
  public Injected inject(Stage stage, Random random) {
    Duration base = Duration.ofMillis(2 + random.nextInt(19));
    Duration jitter = Duration.ofMillis(10 + random.nextInt(51));
    List<PacketDelay> delays = new ArrayList<>();
    for (Member member : stage.members()) {
      delays.add(PacketDelay.at(member.host(), base, jitter));
    }
    String target = base.toMillis() + " to " + base.plus(jitter).toMillis() + " ms to every host";
    return new Delayed(target, delays);
  }

  /** That packets waited at every host, and that some were overtaken; empty if not. */
  static String shown(List<PacketDelay.Counts> all) {
    long held = all.stream().mapToLong(PacketDelay.Counts::held).sum();
    long overtaken = all.stream().mapToLong(PacketDelay.Counts::overtaken).sum();
    boolean everywhere = all.stream().allMatch(c -> c.held() > 0);
    return everywhere && overtaken > 0
        ? held + " packets waited, " + overtaken + " were overtaken"
        : "";
  }

  private record Delayed(String target, List<PacketDelay> delays) implements Injected {
    @Override
    public String heal() {
      return shown(delays.stream().map(PacketDelay::end).toList());
    }
  }
}
