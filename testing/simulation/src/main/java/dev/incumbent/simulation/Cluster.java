package dev.incumbent.simulation;

import dev.incumbent.election.ElectionName;
import dev.incumbent.election.ElectionView;
import java.util.List;
import java.util.Optional;

/** A coordinator of nodes that replicate a log. */
final class Cluster implements Coordinator {
  private final World world;
  private final RaftGroup group;

  Cluster(World world) {
    this.world = world;
    group = new RaftGroup(world);
  }

  RaftGroup group() {
    return group;
  }

  @Override
  public List<Machine> machines() {
    return group.members().stream().map(Member::machine).toList();
  }

  @Override
  public List<String> addresses() {
    return group.members().stream().map(it -> it.node().address()).toList();
  }

  @Override
  public Wire wire(Client client, long number) {
    return new StreamWire(world, group, client, number);
  }

  @Override
  public Faults faults(Injector injector) {
    return new ClusterFaults(world, group, injector);
  }

  @Override
  public void begin() {
    group.begin();
  }

  @Override
  public void reconsider() {
    group.reconsider();
  }

  @Override
  public Optional<ElectionView> election(ElectionName name) {
    return group.log().state().election(name);
  }

  @Override
  public long lastToken(ElectionName name) {
    return group.log().state().lastToken();
  }
}
