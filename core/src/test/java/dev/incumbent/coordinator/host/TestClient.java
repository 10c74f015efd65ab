package dev.incumbent.coordinator.host;

import dev.incumbent.codec.Bytes;
import dev.incumbent.coordinator.Operation;
import dev.incumbent.coordinator.OperationResult;
import dev.incumbent.coordinator.SessionEvent;
import dev.incumbent.election.CandidateName;
import dev.incumbent.election.ElectionName;
import dev.incumbent.election.EndReason;
import dev.incumbent.election.Revocation;
import dev.incumbent.session.ClientMessage;
import dev.incumbent.session.ServerMessage;
import dev.incumbent.session.SessionId;
import java.util.List;
import java.util.Optional;

/** A client's session as a test plays it: it numbers messages and decides nothing. */
final class TestClient {
  static final ElectionName ELECTION = new ElectionName("jobs");

  final SessionId session;
  long attachment;
  long renewal;
  long sequence;
  long acknowledged;

  TestClient(long number) {
    session = new SessionId(0, number);
  }

  /** Attaches on a stream, which is opened for it. */
  void attach(HostHarness node, long stream) {
    node.connect(stream);
    attachment++;
    node.receive(stream, new ClientMessage.Attach(session, attachment, 0));
  }

  ClientMessage.Open open(long ttlMillis) {
    renewal++;
    return new ClientMessage.Open(session, renewal, ttlMillis, "test");
  }

  ClientMessage.Renew renew() {
    renewal++;
    return new ClientMessage.Renew(session, renewal, 0);
  }

  ClientMessage.Request request(Operation operation) {
    sequence++;
    return again(operation);
  }

  /** The last request once more. */
  ClientMessage.Request again(Operation operation) {
    return new ClientMessage.Request(session, sequence, acknowledged, operation);
  }

  /** Attached, opened and with nothing under way, in that term. */
  static TestClient open(HostHarness leader, long term, long number, long stream, long ttlMillis) {
    TestClient client = new TestClient(number);
    client.attach(leader, stream);
    leader.receive(stream, client.open(ttlMillis));
    leader.commitAll(term);
    leader.take(stream);
    return client;
  }

  static Operation.Campaign campaign(Revocation revocation) {
    return campaign(ELECTION, revocation);
  }

  static Operation.Campaign campaign(ElectionName election, Revocation revocation) {
    return campaign(election, revocation, Bytes.EMPTY);
  }

  /** With as much metadata as is allowed. */
  static Operation.Campaign campaign(String election) {
    return campaign(
        new ElectionName(election), Revocation.AFTER_LEASE, Bytes.copyOf(new byte[4 * 1024]));
  }

  private static Operation.Campaign campaign(
      ElectionName election, Revocation revocation, Bytes metadata) {
    return new Operation.Campaign(
        election,
        new CandidateName("node-1"),
        0,
        revocation,
        revocation == Revocation.ON_SUSPICION ? List.of("orders") : List.of(),
        "host/1/0",
        metadata,
        false,
        0);
  }

  /** Has the election granted to this client; returns the grant. */
  SessionEvent.Granted campaign(HostHarness leader, long term, long stream, Revocation revocation) {
    leader.receive(stream, request(campaign(revocation)));
    leader.commitAll(term);
    return leader.take(stream, ServerMessage.Event.class).stream()
        .map(ServerMessage.Event::event)
        .filter(SessionEvent.Granted.class::isInstance)
        .map(SessionEvent.Granted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  static Operation.Release release(SessionEvent.Granted grant) {
    return new Operation.Release(
        grant.election(), grant.token(), EndReason.RESIGNED, Optional.empty());
  }

  static OperationResult done() {
    return new OperationResult.Done();
  }
}
