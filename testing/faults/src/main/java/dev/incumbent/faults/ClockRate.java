package dev.incumbent.faults;

/**
 * How fast a process's clock ran, by its first and its last reading beside the kernel's.
 *
 * @param shownMillis by how much its own clock went on
 * @param kernelMillis by how much the kernel's did, which shows hundredths of seconds
 */
public record ClockRate(long shownMillis, long kernelMillis) {
  static final ClockRate NONE = new ClockRate(0, 0);

  /** How much its clock goes on in one unit of time; 0 if it was never read twice. */
  public double rate() {
    return kernelMillis == 0 ? 0 : (double) shownMillis / kernelMillis;
  }
}
