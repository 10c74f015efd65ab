package dev.incumbent.simulation;

/** What a script waits for, where a time would not tell it exactly. */
public enum Moment {
  /** A process' work has found its leadership valid, and has not sent its write. */
  LOOKED,
  /** A process has sent a renewal, which has not arrived. */
  RENEWED,
  /** A node has sent a process the acknowledgement of a renewal, which has not arrived. */
  ACKNOWLEDGED
}
