package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Host;
import java.util.List;
import java.util.Random;

/** The nodes may send only so much: queues fill, and overflow. */
record Squeeze() implements Fault {
  private static final List<Integer> KILOBITS = List.of(32, 64, 128);

  @Override
  public Layer layer() {
    return Layer.NETWORK;
  }

  @Override
  public Injected inject(Stage stage, Random random) {
    int kilobits = KILOBITS.get(random.nextInt(KILOBITS.size()));
    List<Host> hosts = stage.nodes().stream().map(Member::host).toList();
    hosts.forEach(h -> h.squeeze(kilobits));
    return new Squeezed(kilobits, hosts);
  }

  private record Squeezed(int kilobits, List<Host> hosts) implements Injected {
    @Override
    public String target() {
      return "every node sends at most " + kilobits + " kbit/s";
    }

    @Override
    public String heal() {
      long held = hosts.stream().mapToLong(Host::unsqueeze).sum();
      return held > 0 ? held + " packets held back or dropped" : "";
    }
  }
}
