package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Host;
import java.util.List;
import java.util.Random;

/** Every host loses a part of what it is sent. */
record Loss() implements Fault {
  @Override
  public Layer layer() {
    return Layer.NETWORK;
  }

  @Override
  public Injected inject(Stage stage, Random random) {
    double share = 0.05 * (1 + random.nextInt(6));
    List<Host> hosts = stage.members().stream().map(Member::host).toList();
    hosts.forEach(h -> h.lossy(share));
    return new Filtered(Math.round(share * 100) + " % at every host", hosts, "dropped");
  }
}
