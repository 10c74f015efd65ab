package dev.incumbent.cli.bench;

/**
 * What a coordinator tells of many elections while they are led.
 *
 * <p>Threads: for use by one.
 */
interface Watch extends AutoCloseable {
  /**
   * Judges what was seen together with what a crowd said; what is wrong is told with the field's
   * other violations.
   */
  void judge(Crowd crowd) throws InterruptedException;

  /** Idempotent. */
  @Override
  void close();
}
