package dev.incumbent.simulation;

import dev.incumbent.session.ClientMessage;
import java.util.List;

/** A client's way to its coordinator, in one life of its process. */
interface Wire {
  void connect(long connection, String address);

  void disconnect(long connection);

  void send(long connection, ClientMessage message);

  /** Whether the client still hears what arrives there. */
  boolean serves(long connection);

  /**
   * The process is dead.
   *
   * @param seen whether those at the other ends notice at once
   */
  void died(boolean seen);

  /** The streams of a network that it consists of, if it does. */
  default List<Stream> streams() {
    return List.of();
  }
}
