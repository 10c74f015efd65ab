package dev.incumbent.coordinator.host;

import dev.incumbent.coordinator.Command;
import dev.incumbent.coordinator.LogEntry;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.EndReason;
import dev.incumbent.session.ServerMessage.Renewed;
import java.util.List;

/** One leader and its clients, for the lease arithmetic's rules. */
abstract class LeaseRules {
  static final long TTL = 5_000;

  /** A renewal waits for company this long. */
  static final long PATIENCE = TTL / 25;

  final HostHarness node = HostHarness.alone();

  TestClient opened() {
    node.lead(1);
    return TestClient.open(node, 1, 7, 1, TTL);
  }

  List<Renewed> renewed(long stream) {
    return node.take(stream, Renewed.class);
  }

  void renew(TestClient client, long stream) {
    renew(client, stream, 1);
  }

  void renew(TestClient client, long stream, long term) {
    node.receive(stream, client.renew());
    node.advance(PATIENCE);
    node.commitAll(term);
  }

  void withdraw(TestClient client, SessionEvent.Granted grant) {
    node.receive(1, client.request(new Operation.Abandon(grant.election(), grant.token())));
    node.commitAll(1);
  }

  static Command end(SessionEvent.Granted grant, long term) {
    return new Command.EndLeadership(grant.election(), grant.token(), EndReason.ABANDONED, term);
  }

  static LogEntry entry(Command command) {
    return new LogEntry(1, 2, 0, List.of(command));
  }
}
