package dev.incumbent.kit.coordinator;

import dev.incumbent.codec.Bytes;
import dev.incumbent.election.CampaignConfig;
import dev.incumbent.error.IncumbentException;
import dev.incumbent.fencing.Fence;
import dev.incumbent.kit.coordinator.Contest.Standing;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a candidate stands in the queue: whether it is fit to, what it shows, and whether it would
 * rather lead.
 *
 * <p>Threads: {@link #update} by any thread, the rest on the world's thread.
 */
final class MemoryStanding {
  private final MemoryCoordinator client;
  private final CampaignConfig config;
  private final MemoryPreference preference;
  private final Optional<MemoryHealth> health;
  private volatile Bytes metadata;

  MemoryStanding(MemoryCoordinator client, CampaignConfig config) {
    this.client = client;
    this.config = config;
    World world = client.backend().world;
    preference = new MemoryPreference(config, world);
    health = config.health().map(it -> new MemoryHealth(it, world));
    metadata = config.metadata();
  }

  void look() {
    health.ifPresent(MemoryHealth::look);
  }

  boolean isBeingChecked() {
    return health.filter(MemoryHealth::isChecking).isPresent();
  }

  boolean isFit() {
    return health.map(MemoryHealth::isFit).orElse(true);
  }

  boolean mayStand() {
    return isFit() || client.lie() == Lie.LETS_THE_UNHEALTHY_STAND;
  }

  /** Whether it stands now. */
  boolean enter() {
    preference.begin();
    Set<String> fences = new TreeSet<>(config.fences().stream().map(Fence::name).toList());
    Standing standing =
        new Standing(
            client.session(),
            config.candidate(),
            config.priority(),
            fences,
            metadata,
            config.lockDelay().toNanos(),
            config.revocation());
    return client.backend().campaign(config.election(), standing, config.onlyIfVacant());
  }

  void leave() {
    client.backend().leave(config.election(), client.session(), config.candidate());
  }

  /** Asks for the leadership, if it is time. */
  void takeBack() {
    if (preference.asks(client.backend().holder(config.election()))
        && client.lie() != Lie.IGNORES_PREFERENCES) {
      try {
        client.backend().requestHandOver(config.election(), config.candidate());
      } catch (IncumbentException e) {
        // Paused, or nobody leads: it goes on waiting.
      }
    }
  }

  /** Shows other metadata from now on, whether it stands or not. */
  CompletionStage<Void> update(Bytes other) {
    metadata = other;
    CompletableFuture<Void> stage = new CompletableFuture<>();
    client.callbacks().execute(() -> update(stage, other));
    return stage.minimalCompletionStage();
  }

  private void update(CompletableFuture<Void> stage, Bytes other) {
    try {
      client.wire.run(
          () ->
              client
                  .backend()
                  .updateMetadata(config.election(), client.session(), config.candidate(), other));
      stage.complete(null);
    } catch (IncumbentException e) {
      stage.completeExceptionally(e);
    }
  }
}
