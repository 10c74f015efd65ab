package dev.incumbent.simulation;

import dev.incumbent.election.ElectionEvent;
import dev.incumbent.session.client.ClientAction;
import dev.incumbent.session.client.ClientEvent;
import java.util.List;
import java.util.Optional;

/** One process' observer of all elections. */
final class Observer {
  private final World world;
  private final Client client;
  private Optional<ElectionEvent.Position> seen = Optional.empty();

  Observer(World world, Client client) {
    this.world = world;
    this.client = client;
  }

  void begin() {
    client.tell(new ClientEvent.Observe(1, List.of()));
  }

  void resync(ClientAction.Resync action) {
    seen = Optional.of(action.at());
  }

  void told(ClientAction.Told action) {
    for (ElectionEvent event : action.events()) {
      if (seen.isPresent()) {
        world.judge.observers().told(client.toString(), seen.get(), event);
      }
      seen = Optional.of(event.position());
    }
  }

  Optional<ElectionEvent.Position> seen() {
    return seen;
  }
}
