package dev.incumbent.kit.coordinator;

import dev.incumbent.election.HealthConfig;
import java.util.Optional;

/**
 * Whether a candidate is fit to lead.
 *
 * <p>Threads: {@link #look} on the world's thread, checks on threads of their own.
 */
final class MemoryHealth {
  private final HealthConfig config;
  private final World world;
  private volatile Optional<Boolean> result = Optional.empty();
  private volatile boolean running;
  private volatile boolean fit;
  private boolean begun;
  private boolean late;
  private long begunNanos;
  private int passed;
  private int failed;
  private boolean wasUnfit;
  private long failedNanos;

  MemoryHealth(HealthConfig config, World world) {
    this.config = config;
    this.world = world;
  }

  boolean isFit() {
    return fit;
  }

  boolean isChecking() {
    return running;
  }

  /** One turn. */
  void look() {
    long spent = world.nanos() - begunNanos;
    if (running && result.isPresent()) {
      running = false;
      if (!late) {
        count(result.get());
      }
    }
    if (running && !late && spent >= config.timeout().toNanos()) {
      late = true;
      count(false);
    }
    if (!begun || spent >= config.period().toNanos()) {
      begun = true;
      begunNanos = world.nanos();
      late = false;
      if (!running) {
        begin();
      }
    }
  }

  private void begin() {
    running = true;
    result = Optional.empty();
    Daemons.POOL.execute(this::check);
  }

  private void check() {
    try {
      config.check().check();
      result = Optional.of(true);
    } catch (Throwable t) {
      result = Optional.of(false);
    }
  }

  private void count(boolean healthy) {
    passed = healthy ? passed + 1 : 0;
    failed = healthy ? 0 : failed + 1;
    if (!healthy) {
      failedNanos = world.nanos();
    }
    boolean held = wasUnfit && world.nanos() - failedNanos < config.hold().toNanos();
    if (!fit && passed >= config.healthyAfter() && !held) {
      fit = true;
    } else if (fit && failed >= config.unhealthyAfter()) {
      fit = false;
      wasUnfit = true;
    }
  }
}
