package dev.incumbent.cli.bench;

/** What a process beside the candidates does; each side has a program for it. */
enum Role {
  /** Stands in many elections at once. */
  MASS("Mass"),

  /** Renews many sessions, each as soon as its last renewal was acknowledged. */
  RENEWALS("Renewals"),

  /** Holds many elections, and does nothing else. */
  HOLDER("Mass");

  private final String program;

  Role(String program) {
    this.program = program;
  }

  /** The last part of the name of a peer's program. */
  String program() {
    return program;
  }
}
