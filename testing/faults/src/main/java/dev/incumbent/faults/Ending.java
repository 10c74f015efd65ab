package dev.incumbent.faults;

/**
 * How a process ended by itself.
 *
 * @param code its exit code
 * @param said what it said on its stderr since it was started
 */
public record Ending(int code, String said) {}
