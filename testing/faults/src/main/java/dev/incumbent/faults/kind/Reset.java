package dev.incumbent.faults.kind;

import dev.incumbent.faults.Member;
import dev.incumbent.faults.Stage;
import dev.incumbent.faults.lab.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One node and all others answer each other with resets: connections end instead of falling silent.
 */
record Reset() implements Fault {
  @Override
  public Layer layer() {
    return Layer.NETWORK;
  }

  @Override
  public Injected inject(Stage stage, Random random) throws InterruptedException {
    Member victim = random.nextInt(3) > 0 ? stage.raftLeader() : stage.followers().get(0);
    List<Host> hosts = new ArrayList<>(List.of(victim.host()));
    for (Member other : Partition.others(stage.members(), List.of(victim))) {
      victim.host().resets(other.host());
      other.host().resets(victim.host());
      hosts.add(other.host());
    }
    return new Filtered(victim.toString(), hosts, "answered with a reset");
  }
}
