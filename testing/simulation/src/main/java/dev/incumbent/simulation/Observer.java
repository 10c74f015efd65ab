package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.List;

/** One process' observer of all elections. */
final class Observer {
  private final World world;
  private final Client client;
  private long last;

  Observer(World world, Client client) {
    this.world = world;
    this.client = client;
  }

  void begin() {
    client.tell(new ClientEvent.Observe(++last, List.of()));
  }

  /** Observes no more, and begins anew. */
  void again() {
    client.tell(new ClientEvent.Unobserve(last));
    begin();
  }

  /** It falls behind by more than a queue holds. */
  void overflows() {
    client.tell(new ClientEvent.ObserverOverflowed(last));
  }

  void resync(ClientAction.Resync action) {
    world.judge.observers().resync(client.toString(), action.at());
  }

  void told(ClientAction.Told action) {
    for (ElectionEvent event : action.events()) {
      world.judge.observers().told(client.toString(), event);
    }
  }
}
