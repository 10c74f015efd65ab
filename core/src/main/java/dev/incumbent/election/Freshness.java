package dev.incumbent.election;

/** How current a read must be. */
public enum Freshness {
  /** It reflects every change acknowledged before it was asked; needs a quorum. */
  LINEARIZABLE,
  /** Whatever the node asked knows, at once; it says how old that can be (S-10). */
  STALE
}
