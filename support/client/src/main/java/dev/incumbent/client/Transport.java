package dev.incumbent.client;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.client.ClientEvent;
import java.util.function.Consumer;

/**
 * How a client reaches its coordinator: the connections that the protocol asks for, by its numbers.
 *
 * <p>What arrives is told as {@code ClientEvent.Received}, a connection that broke or could not be
 * made as {@code ClientEvent.Disconnected}: once each, and nothing of a connection after that.
 *
 * <p>Threads: called by the client's protocol thread, which it must not block; it may tell from any
 * thread.
 */
public interface Transport {
  /** Makes a client's transport, which tells it what happens. */
  @FunctionalInterface
  interface Factory {
    Transport create(Consumer<ClientEvent> tell);
  }

  /** Begins to connect; what is sent meanwhile is sent then. */
  void connect(long connection, String address);

  /** Sends; dropped if the connection is gone. */
  void send(long connection, ClientMessage message);

  /** The protocol is done with a message that had arrived: one more may come. */
  void taken(long connection);

  /** Ends a connection at once; nothing if it is gone. */
  void disconnect(long connection);

  /** The client is closed: nothing is asked of it any more. Nothing to do by default. */
  default void close() {}

  /**
   * Waits, after {@link #close} and by whoever closes the client, until nothing is held any more
   * whose owner may now do away with it (a file, say); for a bounded time. Nothing by default.
   */
  default void awaitClosed() throws InterruptedException {}
}
