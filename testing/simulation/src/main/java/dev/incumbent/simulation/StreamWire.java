package dev.incumbent.simulation;

import dev.incumbent.session.ClientMessage;
import java.util.List;
import java.util.TreeMap;

/** A client's streams to the nodes of a cluster. */
final class StreamWire implements Wire {
  private static final long STREAMS_A_LIFE = 1_000_000;

  private final World world;
  private final RaftGroup group;
  private final Client client;
  private final long firstStream;
  private final TreeMap<Long, Stream> streams = new TreeMap<>();
  private long streamsMade;

  StreamWire(World world, RaftGroup group, Client client, long number) {
    this.world = world;
    this.group = group;
    this.client = client;
    firstStream = number * STREAMS_A_LIFE;
  }

  @Override
  public void connect(long connection, String address) {
    group
        .find(address)
        .ifPresent(
            node -> {
              long id = firstStream + ++streamsMade;
              streams.put(connection, new Stream(world, id, client, connection, node));
            });
  }

  @Override
  public void disconnect(long connection) {
    Stream stream = streams.remove(connection);
    if (stream != null) {
      stream.closeByClient();
    }
  }

  @Override
  public void send(long connection, ClientMessage message) {
    Stream stream = streams.get(connection);
    if (stream != null) {
      stream.toNode(message);
    }
  }

  @Override
  public boolean serves(long connection) {
    return streams.containsKey(connection);
  }

  @Override
  public void died(boolean seen) {
    streams.values().forEach(stream -> stream.clientDied(seen));
  }

  @Override
  public List<Stream> streams() {
    return List.copyOf(streams.values());
  }
}
