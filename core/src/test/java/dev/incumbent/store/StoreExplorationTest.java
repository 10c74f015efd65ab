package dev.incumbent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.store.StoreWire.Fate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * S-1, S-2: three clients whose clocks differ as much as they may, calls of which one in four is
 * lost, late, slow or stale, clients that pause and come back. After each millisecond at most one
 * leadership calls itself valid, and no token is granted twice; once all is well again, one leads.
 */
final class StoreExplorationTest {
  private static final List<Fate> FATES = List.of(Fate.values());
  private static final int SEEDS = 40;
  private static final long STEPS = 120;
  private static final long STEP_MILLIS = 100;

  @Test
  void s2_leasesDoNotOverlapWhateverTheStorageAnswers() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      explore(seed);
    }
  }

  @Test
  void oneSeedIsOneRun() {
    assertThat(explore(3)).isEqualTo(explore(3));
  }

  private static String explore(long seed) {
    Random random = new Random(seed);
    StoreWorld world = new StoreWorld(seed);
    List<StoreClient> clients =
        List.of(world.client("a", 1.0), world.client("b", 1.0049), world.client("c", 0.9951));
    clients.forEach(StoreClient::asksAgain);
    clients.forEach(StoreClient::open);
    for (long i = 0; i < STEPS; i++) {
      disturb(random, clients.get(random.nextInt(clients.size())));
      pass(seed, world, STEP_MILLIS);
    }
    clients.forEach(StoreExplorationTest::mend);
    pass(seed, world, 4 * StoreWorld.TTL_MILLIS);
    clients.stream().filter(it -> it.holds().isEmpty()).forEach(StoreExplorationTest::enter);
    pass(seed, world, 2 * StoreWorld.TTL_MILLIS);
    assertThat(clients).as("who leads at last, seed %d", seed).anyMatch(StoreClient::isValid);
    return clients.stream().map(it -> it.told.toString()).toList().toString();
  }

  private static void disturb(Random random, StoreClient client) {
    switch (random.nextInt(10)) {
      case 0 -> client.stop();
      case 1, 2 -> client.resume();
      case 3 -> client.callsTake(1 + random.nextInt(600));
      case 4 -> client.callsTake(1);
      case 5 -> client.fate(fate(random), fate(random), fate(random));
      case 6 -> client.holds().ifPresent(it -> giveBack(client, it));
      default -> enter(client);
    }
  }

  private static Fate fate(Random random) {
    return FATES.get(random.nextInt(FATES.size()));
  }

  private static void enter(StoreClient client) {
    if (client.holds().isEmpty()) {
      client.campaign("candidate");
    }
  }

  private static void giveBack(StoreClient client, SessionEvent.Granted held) {
    client.release(held.token(), EndReason.RESIGNED, Optional.empty());
  }

  private static void mend(StoreClient client) {
    client.resume();
    client.callsTake(1);
  }

  private static void pass(long seed, StoreWorld world, long millis) {
    for (long i = 0; i < millis; i++) {
      world.run(1);
      long valid = world.clients().stream().filter(StoreClient::isValid).count();
      assertThat(valid).as("valid at %d ms of seed %d", world.nowMillis(), seed).isLessThan(2);
    }
    assertTokensOnce(seed, world);
  }

  private static void assertTokensOnce(long seed, StoreWorld world) {
    TreeMap<Long, String> granted = new TreeMap<>();
    for (StoreClient client : world.clients()) {
      for (SessionEvent event : client.events()) {
        if (event instanceof SessionEvent.Granted it) {
          String before = granted.put(it.token().value(), it.grant().toString());
          assertThat(before).as("token %s of seed %d", it.token(), seed).isNull();
        }
      }
    }
  }
}
