package dev.incumbent.cli.demo;

/** A phase did not come to what the specification promises. */
final class PhaseFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /** The rule whose promise was not kept, and how. */
  PhaseFailedException(String rule, String message) {
    super(message);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
