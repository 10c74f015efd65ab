package dev.incumbent.cluster.engine;

import java.nio.file.Path;
import java.util.Objects;

/**
 * All that an engine needs to start.
 *
 * @param folder this node's alone; made when it is missing
 */
public record EngineConfig(
    EngineGroup group, Path folder, EngineTimings timings, EngineLimits limits) {

  public EngineConfig {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(timings, "timings");
    Objects.requireNonNull(limits, "limits");
    folder = folder.toAbsolutePath().normalize();
  }

  /** With the default timings and limits. */
  public static EngineConfig of(EngineGroup group, Path folder) {
    return new EngineConfig(group, folder, EngineTimings.defaults(), EngineLimits.defaults());
  }
}
