package dev.incumbent.simulation;

import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.client.ClientEvent;

/**
 * A client's stream to a node: ordered both ways, until either side ends it or dies. The other side
 * learns it behind what was sent before, or, if nobody tells it, from its own probes much later.
 */
final class Stream {
  private static final long CLIENT_PROBE_NANOS = 8_000 * Agenda.MILLI;
  private static final long NODE_PROBE_NANOS = 10_000 * Agenda.MILLI;

  private final World world;
  private final long id;
  private final Client client;
  private final long connection;
  private final SimNode node;
  private final Network.Pipe up;
  private final Network.Pipe down;
  private boolean clientOpen = true;

  Stream(World world, long id, Client client, long connection, SimNode node) {
    this.world = world;
    this.id = id;
    this.client = client;
    this.connection = connection;
    this.node = node;
    up = world.network.pipe(client.machine(), node.machine());
    down = world.network.pipe(node.machine(), client.machine());
    if (node.machine().isUp()) {
      up.send(() -> node.opened(this));
    } else if (world.network.connects(client.machine(), node.machine())) {
      client.machine().after(world.network.delayNanos(), () -> clientSees("connection refused"));
    }
  }

  long id() {
    return id;
  }

  long connection() {
    return connection;
  }

  /** The name of the client's machine. */
  String process() {
    return client.machine().toString();
  }

  SimNode node() {
    return node;
  }

  void toNode(ClientMessage message) {
    up.send(
        () -> {
          if (node.serves(this)) {
            node.tell(new HostEvent.Received(id, message));
          }
        });
  }

  void toClient(ServerMessage message) {
    down.send(() -> client.received(connection, message));
  }

  /** The client ends it; the node sees that. */
  void closeByClient() {
    if (clientOpen) {
      clientOpen = false;
      down.breakOff();
      up.send(() -> node.closed(this, true));
    }
  }

  /** The node ends it after what it has sent. */
  void closeByNode() {
    down.send(() -> clientSees("the node ended the stream"));
    node.machine().after(0, () -> node.closed(this, false));
  }

  /** The client's process dies. */
  void clientDied(boolean seen) {
    clientOpen = false;
    down.breakOff();
    if (seen) {
      up.send(() -> node.closed(this, true));
    } else {
      node.machine().after(NODE_PROBE_NANOS, () -> node.closed(this, false));
    }
  }

  /** The node's process dies. */
  void nodeDied(boolean seen) {
    up.breakOff();
    if (seen) {
      down.send(() -> clientSees("reset"));
    } else {
      client.machine().after(CLIENT_PROBE_NANOS, () -> clientSees("no answer to a probe"));
    }
  }

  /** Something between them resets it; each side sees it now, or when it probes. */
  void reset(boolean seenByClient, boolean seenByNode) {
    world.tally.count(Exercised.RESET);
    node.machine().after(seenByNode ? 0 : NODE_PROBE_NANOS, () -> node.closed(this, seenByNode));
    client
        .machine()
        .after(seenByClient ? 0 : CLIENT_PROBE_NANOS, () -> clientSees("connection reset"));
    up.breakOff();
    down.breakOff();
  }

  private void clientSees(String why) {
    if (clientOpen) {
      clientOpen = false;
      up.breakOff();
      down.breakOff();
      client.tell(new ClientEvent.Disconnected(connection, why));
    }
  }
}
