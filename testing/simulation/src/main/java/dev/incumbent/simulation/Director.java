package dev.incumbent.simulation;

import dev.incumbent.coordinator.Applied;
import dev.incumbent.coordinator.host.HostAction;
import dev.incumbent.coordinator.host.HostEvent;
import dev.incumbent.fencing.FencingToken;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.List;

/**
 * Where a script directs a world that otherwise its seed would draw, and is told what its parts do.
 * A soak has no script.
 */
interface Director {
  /** Leaves everything to the seed, and watches nothing. */
  Director NONE = new Director() {};

  /** The random numbers of one part of the world. */
  default Draw draw(long seed, String label) {
    return Draw.of(seed, label);
  }

  /** A client had one turn. */
  default void turned(Client client, ClientEvent event, List<ClientAction> actions) {}

  /** A node had one turn. */
  default void turned(SimNode node, HostEvent event, List<HostAction> actions) {}

  /** An entry was committed, and applying it did this. */
  default void committed(Applied applied) {}

  /** The storage has answered a claim. */
  default void claimed(FencingToken token, boolean refused) {}

  /** The storage has answered a write, or the check of one. */
  default void wrote(FencingToken token, boolean refused) {}

  /** The work of a leadership has found it valid, and will write next. */
  default void looked(Client client, Term term) {}
}
