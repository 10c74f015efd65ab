package dev.incumbent.spi;

import dev.incumbent.election.Coordinator;
import java.net.URI;
import java.util.List;

/**
 * Makes coordinators of one kind reachable by URI; found by {@link java.util.ServiceLoader}.
 *
 * <p>Threads: safe for use by any thread.
 */
public interface CoordinatorProvider {
  /** The URI scheme that it serves, in lower case: {@code incumbent}. */
  String scheme();

  /**
   * Connects in the background: returns at once, and calls wait or fail by the configured timeout.
   *
   * @throws IllegalArgumentException if the URI is not of the provider's form; names it and the
   *     form
   */
  Coordinator connect(URI uri, ClientConfig config);

  /**
   * The statements that make what the coordinator keeps its elections in, exactly as it would run
   * them itself, for those who make it by hand; none if it needs none. Contacts nothing.
   *
   * @param uri of the provider's scheme; it may leave out where that is
   * @throws IllegalArgumentException if the URI is not of the provider's form
   */
  default List<String> schema(URI uri) {
    return List.of();
  }
}
