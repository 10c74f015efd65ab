package dev.incumbent.election;

import java.util.OptionalLong;

/** Broken on purpose: every read calls itself linearizable. The checker must say S-10. */
public record Read<T>(T value, long index, boolean linearizable, OptionalLong ageMillis) {
  public Read {
    linearizable = true;
  }
}
