package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Operation;
import dev.incumbent.election.Revocation;
import dev.incumbent.error.FailureCode;
import dev.incumbent.session.ServerMessage.RequestRefused;

/** A node and clients that ask it for changes. */
abstract class Requesting {
  static final Operation CAMPAIGN = TestClient.campaign(Revocation.AFTER_LEASE);

  final HostHarness node = HostHarness.ofThree("a");

  TestClient opened() {
    node.lead(1);
    return TestClient.open(node, 1, 7, 1, 60_000);
  }

  FailureCode refusal(long stream) {
    return node.take(stream, RequestRefused.class).get(0).failure().code();
  }
}
