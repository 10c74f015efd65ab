package dev.incumbent.cluster.client;

import dev.incumbent.client.Transport;
import dev.incumbent.cluster.wire.WireMethods;
import dev.incumbent.codec.CodecException;
import dev.incumbent.codec.WireFormat;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.client.ClientEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/**
 * The client's streams, one a node, by the protocol's numbers.
 *
 * <p>Threads: for the protocol thread.
 */
final class Connections implements Transport {
  private static final Logger LOG = System.getLogger("dev.incumbent.client");

  private final Consumer<ClientEvent> tell;
  private final TreeMap<Long, Connection> open = new TreeMap<>();
  private final ConcurrentSkipListSet<String> addresses;

  /**
   * @param addresses every address that is known; more are added
   */
  Connections(ConcurrentSkipListSet<String> addresses, Consumer<ClientEvent> tell) {
    this.addresses = addresses;
    this.tell = tell;
  }

  @Override
  public void connect(long number, String address) {
    addresses.add(address);
    try {
      open.put(number, new Connection(number, address, tell));
    } catch (IllegalArgumentException e) {
      tell.accept(new ClientEvent.Disconnected(number, e.toString()));
    }
  }

  @Override
  public void send(long number, ClientMessage message) {
    Connection connection = open.get(number);
    if (connection == null) {
      return;
    }
    try {
      connection.send(WireFormat.encode(message));
    } catch (CodecException e) {
      LOG.log(Level.ERROR, "a message is larger than " + WireMethods.MAX_MESSAGE_BYTES, e);
      connection.end();
      tell.accept(new ClientEvent.Disconnected(number, "a message was too large to be sent"));
    }
  }

  @Override
  public void taken(long number) {
    Connection connection = open.get(number);
    if (connection != null) {
      connection.requestOne();
    }
  }

  @Override
  public void disconnect(long number) {
    Connection connection = open.remove(number);
    if (connection != null) {
      connection.end();
    }
  }
}
