package dev.incumbent.cli.gameday;

/**
 * One thing that happened.
 *
 * @param atNanos when it was seen here, on {@code System.nanoTime}
 * @param candidate whom it is about, empty if nobody
 * @param token the leadership that it is about, 0 if none
 */
record Mark(long atNanos, Kind kind, String candidate, long token, String text) {
  /** What kind of thing. */
  enum Kind {
    JOINED,
    LEFT,
    GRANTED,
    PROMOTED,
    WITHDRAWN,
    ENDED,
    RESYNC,
    CONNECTION,
    /** A fault begins. */
    FAULT,
    /** A fault is over: continued, healed, started again. */
    HEALED,
    /** A write that was accepted and had to be. */
    ACCEPTED,
    /** A stale write that the storage refused. */
    REFUSED,
    /** A stale write that the storage took. */
    VIOLATION,
    NOTE
  }
}
