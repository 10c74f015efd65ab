package dev.incumbent.kit.coordinator;

import dev.incumbent.election.CampaignConfig;
import dev.incumbent.election.Preference;
import dev.incumbent.fencing.GrantId;
import dev.incumbent.kit.coordinator.Contest.Held;
import java.util.Optional;

/** When a candidate takes the leadership back. Used by the world's thread alone. */
final class MemoryPreference {
  private final CampaignConfig config;
  private final World world;
  private Optional<GrantId> seen = Optional.empty();
  private boolean asked;
  private long standsSince;
  private long seenSince;

  MemoryPreference(CampaignConfig config, World world) {
    this.config = config;
    this.world = world;
  }

  /** It stands from now on. */
  void begin() {
    standsSince = world.nanos();
  }

  /** Whether it must ask for the leadership now, while it waits. */
  boolean asks(Optional<Held> holder) {
    long now = world.nanos();
    if (!holder.map(Held::grant).equals(seen)) {
      seen = holder.map(Held::grant);
      seenSince = now;
      asked = false;
    }
    Optional<Preference> wish = config.preference();
    boolean ripe =
        wish.isPresent()
            && now - standsSince >= wish.get().after().toNanos()
            && now - seenSince >= wish.get().interval().toNanos();
    boolean asksNow =
        ripe && !asked && holder.filter(h -> h.by().priority() < config.priority()).isPresent();
    asked = asked || asksNow;
    return asksNow;
  }
}
