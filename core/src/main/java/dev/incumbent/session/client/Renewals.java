package dev.incumbent.session.client;

import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.SessionId;

/**
 * When and where the open session is renewed, and what is done about a main node that is silent.
 * Not for use by several threads.
 */
final class Renewals {
  private static final long FAST_NANOS = 100_000_000;

  /** A process that was paused itself finds what arrived meanwhile after its first tick. */
  private static final int MIN_SILENT_TICKS = 2;

  private final Environment env;
  private final Links links;
  private final LeaseKeeper keeper;
  private boolean fast;
  private int silentTicks;

  Renewals(Environment env, Links links, LeaseKeeper keeper) {
    this.env = env;
    this.links = links;
    this.keeper = keeper;
  }

  /** Renews as often as early detection of silence needs; whether it is more often than before. */
  boolean setFast(boolean value) {
    boolean faster = value && !fast;
    fast = value;
    return faster;
  }

  long intervalNanos() {
    long configured = env.settings().timings().renewal().toNanos();
    return fast ? Math.min(configured, FAST_NANOS) : configured;
  }

  void mainChanged() {
    silentTicks = 0;
  }

  /**
   * Sends a renewal to the main node, or replaces its stream if it has been silent for too long.
   */
  void send(SessionId session, long processedChange) {
    links.main().ifPresent(main -> sendTo(main, session, processedChange));
  }

  private void sendTo(Link main, SessionId session, long processedChange) {
    long silence = Math.max(2 * intervalNanos(), env.settings().ttlNanos() / 4);
    boolean silent = keeper.hasUnanswered() && env.nanos() - main.heardAtNanos() > silence;
    silentTicks = silent ? silentTicks + 1 : 0;
    if (silentTicks >= MIN_SILENT_TICKS) {
      links.drop(main, "silent for " + silence / 1_000_000 + " ms");
      return;
    }
    env.send(main, new ClientMessage.Renew(session, keeper.next(), processedChange));
  }
}
