package dev.incumbent.spi;

import dev.incumbent.lease.LeaseTimings;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client talks to a coordinator: immutable, validated when made.
 *
 * @param timings of its session's lease
 * @param label who it is, for people: shown with its session; at most 255 bytes
 * @param timeout how long a read or a change may take; empty for no bound
 */
public record ClientConfig(LeaseTimings timings, String label, Optional<Duration> timeout) {
  private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

  public ClientConfig {
    dev.incumbent.election.Names.require("label", label);
    timeout.ifPresent(
        t -> {
          if (t.isNegative() || t.isZero() || t.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                "timeout "
                    + t.toMillis()
                    + " ms is out of range: allowed 1 ms to "
                    + MAX_TIMEOUT.toDays()
                    + " days");
          }
        });
  }

  /** The defaults under a label: default timings, 5 s for a call. */
  public static ClientConfig of(String label) {
    return new ClientConfig(LeaseTimings.defaults(), label, Optional.of(Duration.ofSeconds(5)));
  }
}
