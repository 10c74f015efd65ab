package dev.incumbent.cli.bench;

import dev.incumbent.cli.bench.wire.HeldElections;
import dev.incumbent.cli.bench.wire.RenewingSessions;

/** What a process beside the candidates does; each side has a program for it. */
enum Role {
  /** Stands in many elections at once. */
  MASS(MassCandidate.class, "Mass"),

  /** Renews many sessions, each as soon as its last renewal was acknowledged. */
  RENEWALS(RenewingSessions.class, "Renewals"),

  /** Holds many elections, and does nothing else. */
  HOLDER(HeldElections.class, "Mass");

  private final Class<?> ours;
  private final String peers;

  Role(Class<?> ours, String peers) {
    this.ours = ours;
    this.peers = peers;
  }

  /** The name of our program. */
  String ours() {
    return ours.getName();
  }

  /** The last part of the name of a peer's program. */
  String peers() {
    return peers;
  }
}
