package dev.incumbent.simulation;

import dev.incumbent.codec.WireFormat;
import dev.incumbent.coordinator.StateView;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostConfig;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.coordinator.host.HostLimits;
import dev.incumbent.coordinator.host.HostPorts;
import dev.incumbent.coordinator.host.SessionHost;
import dev.incumbent.session.NodeView;
import dev.incumbent.session.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node of the coordinator: the production session host, obeyed as the cluster's node obeys it.
 */
final class SimNode {
  private final World world;
  private final RaftGroup group;
  private final Machine machine;
  private final Draw draw;
  private final TreeMap<Long, Stream> streams = new TreeMap<>();
  private final PeerLinks peers;
  private final Actions actions = new Actions();
  private @Nullable SessionHost host;
  private long wakes;

  SimNode(World world, RaftGroup group, Machine machine) {
    this.world = world;
    this.group = group;
    this.machine = machine;
    draw = world.draw("node " + machine);
    peers = new PeerLinks(world, this);
  }

  Machine machine() {
    return machine;
  }

  PeerLinks peers() {
    return peers;
  }

  String name() {
    return machine.toString();
  }

  String address() {
    return machine + ":1";
  }

  /** Begins a life, with nothing but what is durable. */
  void start(StateView initial) {
    machine.start();
    HostPorts ports =
        new HostPorts(
            draw, machine.clock()::wallMillis, NoCounters.INSTANCE, this::view, Backups::pieces);
    HostConfig config =
        new HostConfig(name(), World.CLUSTER, WireFormat.VERSION, HostLimits.defaults());
    host = new SessionHost(config, ports, initial);
    List<HostEvent.Member> members =
        group.members().stream()
            .map(it -> new HostEvent.Member(it.node().name(), it.node().address()))
            .toList();
    tell(new HostEvent.Members(members));
  }

  /**
   * Dies.
   *
   * @param seen whether those at the other ends of its streams notice at once
   */
  void crash(boolean seen) {
    machine.crash();
    host = null;
    new ArrayList<>(streams.values()).forEach(stream -> stream.nodeDied(seen));
    streams.clear();
    peers.died(seen);
  }

  /** The host is told, now. */
  void tell(HostEvent told) {
    SessionHost running = host;
    if (running == null) {
      return;
    }
    HostEvent event = world.tampering.nodeEvent(told);
    world.trace.line(machine, event.getClass().getName().hashCode(), () -> text(event));
    long now = world.tampering.nodeNanos(event, machine.clock().nanos());
    List<HostAction> decided = world.tampering.nodeActions(event, running.on(event, now));
    world.director.turned(this, event, decided);
    decided.forEach(action -> action.match(actions));
  }

  /** Without the state, whose text is its place in memory. */
  private static String text(HostEvent event) {
    if (event instanceof HostEvent.EntryApplied applied) {
      return "EntryApplied[" + applied.applied() + "]";
    }
    return event instanceof HostEvent.StateInstalled ? "StateInstalled" : event.toString();
  }

  void opened(Stream stream) {
    streams.put(stream.id(), stream);
    tell(new HostEvent.StreamOpened(stream.id()));
  }

  void closed(Stream stream, boolean byClient) {
    if (streams.remove(stream.id()) != null) {
      tell(new HostEvent.StreamClosed(stream.id(), byClient));
    }
  }

  boolean serves(Stream stream) {
    return streams.containsKey(stream.id());
  }

  List<Stream> streams() {
    return new ArrayList<>(streams.values());
  }

  private NodeView view() {
    return new NodeView(
        World.CLUSTER,
        name(),
        address(),
        NodeView.Role.FOLLOWER,
        false,
        false,
        0,
        "",
        0,
        0,
        0,
        OptionalLong.empty(),
        false,
        List.of(),
        new TreeMap<>());
  }

  private final class Actions implements HostAction.Cases {
    @Override
    public void submit(HostAction.Submit action) {
      group.submit(SimNode.this, action.entry());
    }

    @Override
    public void send(HostAction.Send action) {
      Stream stream = streams.get(action.stream());
      if (stream != null) {
        if (action.message() instanceof ServerMessage.Leader leader && leader.ready()) {
          world.judge.leaders().says(name(), leader.term());
        }
        stream.toClient(action.message());
      }
    }

    @Override
    public void closeStream(HostAction.CloseStream action) {
      Stream stream = streams.get(action.stream());
      if (stream != null) {
        stream.closeByNode();
      }
    }

    @Override
    public void sendPeer(HostAction.SendPeer action) {
      peers.send(action.node(), action.message());
    }

    @Override
    public void wakeAt(HostAction.WakeAt action) {
      long asked = ++wakes;
      machine.at(
          machine.clock().realAt(action.nanos()),
          () -> {
            if (asked == wakes) {
              tell(new HostEvent.Woken());
            }
          });
    }

    @Override
    public void log(HostAction.Log action) {
      world.trace.line(machine, 1, action::message);
    }
  }
}
