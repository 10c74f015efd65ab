package dev.incumbent.cluster.node;

import dev.incumbent.cluster.engine.Engine;
import dev.incumbent.cluster.engine.EngineConfig;
import dev.incumbent.cluster.engine.RaftEngine;
import java.io.IOException;
import java.util.Optional;

/**
 * The node's engine: none, then running, then none for good, however starting and stopping meet.
 *
 * <p>Threads: safe for use by any thread; starting and closing block, and wait for each other.
 */
final class EngineSlot {
  private final Object gate = new Object();
  private volatile Optional<Engine> engine = Optional.empty();
  private Optional<Replica> replica = Optional.empty();
  private boolean closed;

  /** Starts the engine; returns nothing if it was closed before. */
  Optional<Engine> start(EngineConfig config, Replica machine, EngineBridge listener)
      throws IOException {
    synchronized (gate) {
      if (!closed) {
        replica = Optional.of(machine);
        engine = Optional.of(RaftEngine.start(config, machine, listener));
      }
      return engine;
    }
  }

  /** The engine that runs, if one does. */
  Optional<Engine> engine() {
    return engine;
  }

  /** Stops the engine, and lets none start. Idempotent. */
  void close() {
    synchronized (gate) {
      closed = true;
      replica.ifPresent(Replica::release);
      engine.ifPresent(Engine::close);
      engine = Optional.empty();
    }
  }
}
