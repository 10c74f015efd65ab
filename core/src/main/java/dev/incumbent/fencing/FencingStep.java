package dev.incumbent.fencing;

import java.time.Duration;

/**
 * A fencing action's place in a promotion: how long it may take, and whether the promotion fails
 * with it.
 *
 * @param timeout 1 ms to 10 minutes, for each predecessor
 * @param must whether the promotion fails if the action does; else the failure is logged and the
 *     promotion goes on
 */
public record FencingStep(FencingAction action, Duration timeout, boolean must) {
  /** The longest timeout. */
  public static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  public FencingStep {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "timeout "
              + timeout.toMillis()
              + " ms of fencing action '"
              + action.name()
              + "' is out of range: allowed 1 ms to "
              + MAX_TIMEOUT.toMinutes()
              + " minutes");
    }
  }

  /** A step without which there is no leadership. */
  public static FencingStep must(FencingAction action, Duration timeout) {
    return new FencingStep(action, timeout, true);
  }

  /** A step that is tried. */
  public static FencingStep bestEffort(FencingAction action, Duration timeout) {
    return new FencingStep(action, timeout, false);
  }
}
